// The demo as an app for phones, from the same sources that Maven builds and tests on a desktop.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode.set(RepositoriesMode.FAIL_ON_PROJECT_REPOS)
    repositories {
        google()
        mavenCentral()
    }
}

rootProject.name = "gradus-demo"
include(":ui", ":platform")
includeBuild("../bindings/kotlin/android") // org.gradus:gradus is built beside the app
