// swift-tools-version: 6.0
import Foundation
import PackageDescription

// On a Mac, `xcframework` leaves the native library here, for every device and simulator. Anywhere else, `generate`
// leaves a header and a module map, and the linker finds the library by LIBRARY_PATH: `with-swift` sets it.
let framework = "GradusCoreFFI.xcframework"
let isPackaged = FileManager.default.fileExists(atPath: Context.packageDirectory + "/" + framework)

let package = Package(
  name: "gradus",
  platforms: [.iOS(.v17), .macOS(.v14)],
  products: [
    .library(name: "Gradus", targets: ["Gradus"]),
    .library(name: "GradusTestKit", targets: ["GradusTestKit"]),
  ],
  targets: [
    isPackaged
      ? .binaryTarget(name: "GradusCoreFFI", path: framework)
      : .systemLibrary(name: "GradusCoreFFI"),
    .target(name: "GradusCore", dependencies: ["GradusCoreFFI"]),
    .target(
      name: "Gradus", dependencies: ["GradusCore"], resources: [.copy("PrivacyInfo.xcprivacy")]),
    .target(name: "GradusTestKit", dependencies: ["Gradus"]),
    .executableTarget(name: "gradus-bench", dependencies: ["Gradus", "GradusTestKit"]),
    .testTarget(name: "GradusTests", dependencies: ["Gradus", "GradusTestKit"]),
  ],
  swiftLanguageModes: [.v6]
)
