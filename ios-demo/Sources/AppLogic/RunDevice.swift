import Gradus

extension RunDraft {
  /// With a device that is not in the list, or none of it yet.
  static let notListed = RunDraft(occurrence: nil, size: nil, device: "not_listed")
}

// Which device a session is held with. It is chosen while the check list stands, before anything was told.
extension RunModel {
  /// Whether there is one to choose.
  public var mayChoose: Bool { view.stage == .checkList && view.mayAbandon && !devices.isEmpty }

  /// Those in use, read again whenever they are to be chosen from.
  func readDevices() async {
    do {
      devices = try await diary.vault.devices(view.person.id).devices.filter(\.isInUse)
    } catch {
      fail(error)
    }
  }

  /// Opens the list to choose from.
  public func askDevice() async {
    await readDevices()
    asked = .device
  }

  /// Whether one end of it has the size of this session.
  public func fits(_ device: DeviceView) -> Bool { device.sizesTenthsMm.contains(view.sizeTenthsMm) }

  /// Whether it can be taken now.
  public func mayTake(_ device: DeviceView) -> Bool { device.state == .ready && fits(device) }

  /// Whether it can be taken once it was looked at.
  public func mayLook(_ device: DeviceView) -> Bool { device.state == .unchecked && fits(device) }

  /// That it has another size than this session; `nil` where it has this one.
  public func misfit(_ device: DeviceView) -> String? {
    fits(device) ? nil : words(.runDeviceOther, words.millimetres(view.sizeTenthsMm))
  }

  /// Takes this one, or one that is not in the list. The core is asked first, so that nothing that was ticked is lost for a
  /// device that it bars meanwhile; nor for the one that is chosen already.
  public func choose(_ device: DeviceView?) async {
    guard device?.id != view.device?.id else { return asked = nil }
    guard let device else { return await begin(with: nil) }
    await readDevices()
    guard let now = devices.first(where: { $0.id == device.id }), mayTake(now) else { return }
    await begin(with: now)
  }

  /// It was looked at: it is taken where nothing bars it now.
  public func looked(_ check: DeviceCheckModel, at id: String) async {
    guard await check.save() != nil else { return }
    await readDevices()
    guard let device = devices.first(where: { $0.id == id }), mayTake(device) else { return asked = .device }
    await begin(with: device)
  }

  /// Begins the session, in which nothing was told yet, anew with another device. Where the core refuses that, it goes on
  /// as it was, and why is said.
  private func begin(with device: DeviceView?) async {
    do {
      try await diary.vault.abandonRun(view.person.id)
    } catch {
      return fail(error)
    }
    do {
      take(try await start(device?.id))
    } catch {
      await beginAgain(after: error)
    }
  }

  /// As it was before: with the same device, and what was ticked.
  private func beginAgain(after refusal: GradusError) async {
    let ticked = view.checks.filter(\.ticked)
    do {
      take(try await start(view.device?.id))
      for check in ticked { take(try await diary.vault.runEvent(view.person.id, "tick:\(check.item)")) }
      fail(refusal)
    } catch {
      await diary.closeRun()
      diary.fail(error)
    }
  }

  private func start(_ device: String?) async throws(GradusError) -> RunView {
    let draft = RunDraft(occurrence: view.occurrence, size: nil, device: device ?? RunDraft.notListed.device)
    return try await diary.vault.startRun(view.person.id, draft: draft)
  }
}
