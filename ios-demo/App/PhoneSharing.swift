#if canImport(UIKit)
  import AppLogic
  import Foundation
  import QuickLook
  import UIKit

  /// Shows a report by the system's own viewer, and hands it on by the share sheet.
  @MainActor
  final class PhoneSharing: NSObject, Sharing {
    private var file: URL?
    /// What stands in front of the app.
    private weak var front: UIViewController?

    override init() {
      super.init()
      // The cover of the app lies under what is shown in front of it: that goes before the system takes its picture.
      NotificationCenter.default.addObserver(
        self, selector: #selector(hide), name: UIApplication.willResignActiveNotification, object: nil)
    }

    nonisolated func show(_ file: URL) {
      Task { @MainActor in
        self.file = file
        let viewer = QLPreviewController()
        viewer.dataSource = self
        self.present(viewer)
      }
    }

    nonisolated func share(_ file: URL) {
      Task { @MainActor in
        let sheet = UIActivityViewController(activityItems: [file], applicationActivities: nil)
        sheet.popoverPresentationController?.sourceView = Self.root?.view
        self.present(sheet)
      }
    }

    nonisolated func end() {
      Task { @MainActor in self.front?.dismiss(animated: false) }
    }

    /// The sheet may stay: it shows no more than the name of a file, and other apps come in front of this one by it.
    @objc private func hide() {
      if front is QLPreviewController { front?.dismiss(animated: false) }
    }

    private func present(_ controller: UIViewController) {
      front = controller
      Self.root?.present(controller, animated: true)
    }

    private static var root: UIViewController? {
      let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
      return scenes.first { $0.activationState == .foregroundActive }?.keyWindow?.rootViewController
    }
  }

  extension PhoneSharing: QLPreviewControllerDataSource {
    func numberOfPreviewItems(in controller: QLPreviewController) -> Int { file == nil ? 0 : 1 }

    func previewController(_ controller: QLPreviewController, previewItemAt index: Int) -> any QLPreviewItem {
      (file ?? URL.temporaryDirectory) as NSURL
    }
  }
#endif
