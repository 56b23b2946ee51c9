import org.jetbrains.kotlin.gradle.dsl.JvmTarget

plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
    `maven-publish`
}

group = "org.gradus"
version = "0.1.0"

android {
    namespace = "org.gradus"
    compileSdk = 36

    defaultConfig {
        minSdk = 26 // java.time and java.nio.file without desugaring
        consumerProguardFiles("../../gradus/src/main/resources/META-INF/proguard/gradus.pro")
        ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64", "x86") }
    }

    sourceSets.getByName("main") {
        kotlin.srcDirs("../../gradus/src/main/kotlin", "../../core/target/generated-sources/uniffi")
        jniLibs.srcDirs("../target/jniLibs") // written by ../libraries
    }

    // 16 KB pages: libraries lie uncompressed and aligned in the APK, and are mapped from there.
    packaging { jniLibs { useLegacyPackaging = false } }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }

    publishing { singleVariant("release") { withSourcesJar() } }
}

kotlin { compilerOptions { jvmTarget.set(JvmTarget.JVM_17) } }

dependencies {
    // The AAR of JNA, not its jar: it carries libjnidispatch.so for each ABI.
    api("${libs.jna.get()}@aar")
    api(libs.coroutines)
}

afterEvaluate {
    publishing {
        publications.create<MavenPublication>("release") {
            artifactId = "gradus-android"
            from(components["release"])
        }
    }
}
