import Foundation
import Gradus
import Observation

/// A report for the clinic: of which days, with notes or without. What is shown is the file that goes out.
@MainActor
@Observable
public final class ReportModel {
  /// How far back; nothing is chosen beforehand.
  public var span: String? { didSet { file = nil } }
  /// Notes are left out until somebody wants them in.
  public var notes: String? = ReportModel.without { didSet { file = nil } }
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel
  /// As long as nothing else is chosen.
  private var file: URL?

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  public var words: Wording { diary.words }

  static let without = "without"
  static let everything = "all"

  public var spans: [Choice] { words.choices("report_span", ["7", "30", "90", Self.everything]) }
  public var kinds: [Choice] { words.choices("report_notes", [Self.without, "with"]) }

  /// Shows the report as it would go out.
  public func show() async {
    if let file = await made() { diary.device.sharing.show(file) }
  }

  /// Hands on what was shown, or would be.
  public func share() async {
    if let file = await made() { diary.device.sharing.share(file) }
  }

  private func made() async -> URL? {
    missing = span == nil ? words(.stillToDo) + " " + words(.reportSpan) : nil
    if let file { return file }
    guard let span, let person = diary.person else { return nil }
    guard let today = diary.today.flatMap({ CivilDay($0.date) }) else { return nil }
    // Today is one of the days.
    let first = Int(span).flatMap { today.adding(days: 1 - $0) }
    do {
      let page = try await diary.vault.reportHtml(
        person.id, from: first, to: today, withNotes: notes != Self.without)
      (file, trouble) = (try diary.device.keep(report: page), nil)
    } catch let error as GradusError {
      trouble = Trouble(error, in: words)
    } catch {
      trouble = Trouble(words(.troubleStorage))
    }
    return file
  }
}

/// Shows a file, and hands it to whomever its owner chooses. The phone's own is in `App`.
public protocol Sharing: Sendable {
  /// Shows the file itself.
  func show(_ file: URL)
  /// Asks where it goes.
  func share(_ file: URL)
  /// The diary is locked: what stands in front goes.
  func end()
}

/// A phone that hands nothing on, for a look around.
public struct NoSharing: Sharing {
  public init() {}

  public func show(_ file: URL) {}
  public func share(_ file: URL) {}
  public func end() {}
}

extension Device {
  /// Reports that were made since the app was started, beside the diary: as well kept from others, and out of every backup.
  var reports: URL { folder.deletingLastPathComponent().appendingPathComponent("reports") }

  /// Writes a report to a file of its own, whose name names nobody: what is on its way to somebody is never written over.
  func keep(report: String) throws -> URL {
    let place = reports.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let file = place.appendingPathComponent("report.html")
    try Data(report.utf8).write(to: file, options: .atomic)
    return file
  }

  /// Removes the reports of before. Asked at the start alone: another app may still be reading what was shared.
  func sweepReports() {
    try? FileManager.default.removeItem(at: reports)
  }
}
