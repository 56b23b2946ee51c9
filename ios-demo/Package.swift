// swift-tools-version: 6.0
import PackageDescription

// The app itself is made on a Mac from project.yml; this package holds everything that it is made of.
let gradus = Target.Dependency.product(name: "Gradus", package: "swift")
let testKit = Target.Dependency.product(name: "GradusTestKit", package: "swift")

var screens: [Target.Dependency] = ["AppLogic", gradus]
var targets: [Target] = [
  .target(name: "AppLogic", dependencies: [gradus], resources: [.process("Resources")]),
  .testTarget(name: "AppLogicTests", dependencies: ["AppLogic", gradus, testKit]),
]

#if os(Linux)
  // Where there is no SwiftUI, a stand-in of that name lets the screens be built, pressed and drawn. See StandIn/README.md.
  screens.append("SwiftUI")
  let driven: [Target.Dependency] = ["AppLogic", "AppScreens", "SwiftUI", gradus, testKit]
  targets += [
    .target(name: "ThreadingFatal", path: "StandIn/Sources/ThreadingFatal"),
    .target(name: "SwiftUI", dependencies: ["ThreadingFatal"], path: "StandIn/Sources/SwiftUI"),
    .target(name: "Gallery", dependencies: driven, path: "StandIn/Sources/Gallery"),
    .executableTarget(
      name: "draw-screens", dependencies: ["Gallery"] + driven, path: "StandIn/Sources/draw-screens"),
    .testTarget(name: "AppScreensTests", dependencies: ["Gallery"] + driven),
  ]
#endif

targets.append(.target(name: "AppScreens", dependencies: screens))

let package = Package(
  name: "gradus-ios-demo",
  defaultLocalization: "en",
  platforms: [.iOS(.v17), .macOS(.v14)],
  products: [
    .library(name: "AppLogic", targets: ["AppLogic"]),
    .library(name: "AppScreens", targets: ["AppScreens"]),
  ],
  dependencies: [.package(path: "../bindings/swift")],
  targets: targets,
  swiftLanguageModes: [.v6]
)
