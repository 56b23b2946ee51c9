/// A value that belongs to a place on the screen and lives as long as something is there.
@propertyWrapper
@MainActor @preconcurrency
public struct State<Value>: StateProperty {
  private let first: Value
  private let link = Link<Value>()

  public init(wrappedValue: Value) {
    first = wrappedValue
  }

  public var wrappedValue: Value {
    get { link.box?.value ?? first }
    nonmutating set { link.box?.value = newValue }
  }

  public var projectedValue: Binding<Value> {
    Binding(get: { wrappedValue }, set: { wrappedValue = $0 })
  }

  func connect(_ place: String, in runtime: Runtime) {
    link.box = runtime.box(place, first: first)
  }
}

final class Link<Value> {
  var box: Box<Value>?
}

@MainActor
final class Box<Value> {
  private unowned let runtime: Runtime
  var value: Value {
    didSet { runtime.invalidate() }
  }

  init(_ value: Value, _ runtime: Runtime) {
    (self.value, self.runtime) = (value, runtime)
  }
}

@MainActor
protocol StateProperty {
  func connect(_ place: String, in runtime: Runtime)
}

/// Reads a value of the surroundings.
@propertyWrapper
@MainActor @preconcurrency
public struct Environment<Value>: EnvironmentProperty {
  private let key: KeyPath<EnvironmentValues, Value>
  private let link = EnvironmentLink()

  public init(_ key: KeyPath<EnvironmentValues, Value>) {
    self.key = key
  }

  public var wrappedValue: Value { (link.values ?? EnvironmentValues())[keyPath: key] }

  func connect(_ values: EnvironmentValues) {
    link.values = values
  }
}

final class EnvironmentLink {
  var values: EnvironmentValues?
}

@MainActor
protocol EnvironmentProperty {
  func connect(_ values: EnvironmentValues)
}

@propertyWrapper
@MainActor @preconcurrency
@dynamicMemberLookup
public struct Binding<Value> {
  let get: () -> Value
  let set: (Value) -> Void

  public init(get: @escaping () -> Value, set: @escaping (Value) -> Void) {
    (self.get, self.set) = (get, set)
  }

  public var wrappedValue: Value {
    get { get() }
    nonmutating set { set(newValue) }
  }

  public var projectedValue: Binding<Value> { self }

  public subscript<Part>(dynamicMember path: WritableKeyPath<Value, Part>) -> Binding<Part> {
    Binding<Part>(get: { wrappedValue[keyPath: path] }, set: { wrappedValue[keyPath: path] = $0 })
  }
}

/// Bindings to the properties of an observed model.
@propertyWrapper
@MainActor @preconcurrency
@dynamicMemberLookup
public struct Bindable<Model: AnyObject> {
  public var wrappedValue: Model

  public init(wrappedValue: Model) {
    self.wrappedValue = wrappedValue
  }

  public var projectedValue: Bindable<Model> { self }

  public subscript<Value>(dynamicMember path: ReferenceWritableKeyPath<Model, Value>) -> Binding<Value> {
    let model = wrappedValue
    return Binding(get: { model[keyPath: path] }, set: { model[keyPath: path] = $0 })
  }
}
