import org.jetbrains.kotlin.gradle.dsl.JvmTarget

plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "org.gradus.demo.platform"
    compileSdk = 36
    defaultConfig {
        applicationId = "org.gradus.demo"
        minSdk = 29 // the framework's own biometric prompt
        targetSdk = 35 // from 36 on the bars' room cannot be left to the system any more
        versionCode = 1
        versionName = "0.1.0"
    }
    sourceSets.getByName("main") { kotlin.srcDirs("src/main/kotlin") } // without src/standin
    buildTypes {
        release {
            isMinifyEnabled = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
        }
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
}

kotlin { compilerOptions { jvmTarget.set(JvmTarget.JVM_17) } }

dependencies {
    implementation(project(":ui"))
    implementation(libs.activity.compose)
    implementation(libs.coroutines)
}
