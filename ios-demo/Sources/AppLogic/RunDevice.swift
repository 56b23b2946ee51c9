import Gradus

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

  /// Takes this one; one that nobody looked at today is looked at first.
  public func choose(_ device: DeviceView?) async {
    if let device, device.state == .unchecked { return asked = .look(device.id) }
    await begin(with: device)
  }

  /// It was looked at: it is taken where nothing bars it now.
  public func looked(_ check: DeviceCheckModel, at id: String) async {
    guard await check.save() != nil else { return }
    await readDevices()
    guard let device = devices.first(where: { $0.id == id }), device.state == .ready else { return asked = .device }
    await begin(with: device)
  }

  /// Begins the session, in which nothing was told yet, anew with another device. Where the core refuses that, it goes on
  /// without one, and why is said.
  private func begin(with device: DeviceView?) async {
    do {
      try await diary.vault.abandonRun(view.person.id)
    } catch {
      return fail(error)
    }
    do {
      take(try await start(device?.id))
      chosen = device?.name
    } catch {
      await beginAgain(after: error)
    }
  }

  private func beginAgain(after refusal: GradusError) async {
    do {
      take(try await start(nil))
      chosen = nil
      fail(refusal)
    } catch {
      await diary.closeRun()
      diary.fail(error)
    }
  }

  private func start(_ device: String?) async throws(GradusError) -> RunView {
    let draft = RunDraft(occurrence: view.occurrence, size: nil, device: device)
    return try await diary.vault.startRun(view.person.id, draft: draft)
  }
}
