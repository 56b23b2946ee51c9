import Foundation
public import Gradus

/// A view as one line of JSON, the same bytes in every language: field names in snake_case, keys sorted, no spaces, a case
/// of an enum as its name. For snapshots and for comparing; it shows everything, so it has no place in a log.
public func canonicalJson(_ value: Any) -> String {
  var line = ""
  write(value, into: &line)
  return line
}

/// An error as one line of JSON, fields included.
public func canonicalJson(_ error: GradusError) -> String {
  guard let arm = Mirror(reflecting: error).children.first, let name = arm.label else {
    return "{\"error\":\(quoted(error.kind))}"
  }
  return "{\"error\":{\(quoted(snakeCase(name))):\(record(fields(of: arm.value)))}}"
}

private func write(_ value: Any, into line: inout String) {
  switch value {
  case let text as String: line += quoted(text)
  case let bytes as Data: line += quoted(String(decoding: bytes, as: UTF8.self))
  case let truth as Bool: line += truth ? "true" : "false"
  case let number as any BinaryInteger: line += "\(number)"
  default: writeCompound(value, into: &line)
  }
}

private func writeCompound(_ value: Any, into line: inout String) {
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional:
    if let some = mirror.children.first { write(some.value, into: &line) } else { line += "null" }
  case .collection:
    line += "[" + mirror.children.map { canonicalJson($0.value) }.joined(separator: ",") + "]"
  case .enum:
    if let arm = mirror.children.first, let name = arm.label {
      line += "{\(quoted(snakeCase(name))):\(record(fields(of: arm.value)))}"
    } else {
      line += quoted(snakeCase("\(value)"))
    }
  default:
    line += record(fields(of: value))
  }
}

private func fields(of value: Any) -> [(String, Any)] {
  Mirror(reflecting: value).children.compactMap { field in field.label.map { ($0, field.value) } }
}

private func record(_ fields: [(String, Any)]) -> String {
  let named = fields.map { (snakeCase($0.0), $0.1) }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  return "{" + named.map { "\(quoted($0.0)):\(canonicalJson($0.1))" }.joined(separator: ",") + "}"
}

private func snakeCase(_ name: String) -> String {
  var words = ""
  for letter in name {
    if letter.isUppercase, !words.isEmpty { words += "_" }
    words += letter.lowercased()
  }
  return words
}

private func quoted(_ text: String) -> String {
  var escaped = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": escaped += "\\\""
    case "\\": escaped += "\\\\"
    case "\n": escaped += "\\n"
    case "\r": escaped += "\\r"
    case "\t": escaped += "\\t"
    case "\u{8}": escaped += "\\b"
    case "\u{c}": escaped += "\\f"
    case ..<" ":
      let digits = String(scalar.value, radix: 16)
      escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped + "\""
}
