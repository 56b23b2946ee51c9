package org.gradus.demo

import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What a machine without Android's SDK can see of the phone's build. */
class PhoneBuildTest {
    private val folder = File(System.getProperty("demo.folder"))
    private val pom = File(folder, "pom.xml").readText()
    private val versions = File(folder, "gradle/libs.versions.toml").readText()

    @Test
    fun `the phone's build has the versions of this one`() {
        for (name in listOf("kotlin", "coroutines")) {
            val here = Regex("<$name.version>(.+)</$name.version>").find(pom)?.groupValues?.get(1)
            val there = Regex("(?m)^$name = \"(.+)\"$").find(versions)?.groupValues?.get(1)
            assertEquals(here, there, name)
        }
    }

    @Test
    fun `every folder and file that the phone's build names is there`() {
        for (module in listOf("ui", "platform")) {
            val build = File(folder, "$module/build.gradle.kts").readText()
            val named = Regex("\"(src/[^\"]+)\"").findAll(build).map { it.groupValues[1] }.toList()
            assertTrue(named.isNotEmpty())
            for (path in named) assertTrue(File(folder, "$module/$path").exists(), "$module/$path")
        }
        assertTrue(File(folder, "../bindings/kotlin/android/settings.gradle.kts").exists())
    }

    @Test
    fun `nothing of the app leaves the phone with a copy of it, in neither way of copying`() {
        val file = File(folder, "platform/src/main/res/xml/data_extraction_rules.xml")
        val rules = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).documentElement
        val places = listOf("root", "file", "database", "sharedpref")
        val all = places + "external" + places.map { "device_$it" }
        for (way in listOf("cloud-backup", "device-transfer")) {
            val section = rules.getElementsByTagName(way).item(0) as Element
            val excluded = section.getElementsByTagName("exclude")
            val domains = (0 until excluded.length).map { (excluded.item(it) as Element).getAttribute("domain") }
            assertEquals(all.toSet(), domains.toSet(), way)
            assertEquals(0, section.getElementsByTagName("include").length, way)
        }
        val manifest = File(folder, "platform/src/main/AndroidManifest.xml").readText()
        assertTrue("android:allowBackup=\"false\"" in manifest && "@xml/data_extraction_rules" in manifest)
    }

    @Test
    fun `no file is read or written by what a desktop's Java has and an older phone lacks`() {
        val lacking = Regex("""Files\.(writeString|readString|mismatch)\b|Path\.of\(|\.(readAllBytes|readNBytes|transferTo)\(""")
        for (module in listOf("ui", "platform")) {
            val sources = File(folder, "$module/src/main/kotlin").walk().filter { it.extension == "kt" }.toList()
            assertTrue(sources.size > 5, module)
            for (file in sources) assertEquals(emptyList(), lacking.findAll(file.readText()).map { it.value }.toList(), file.name)
        }
    }

    @Test
    fun `each class that the manifest names is there, and the stand-ins stay out of the phone`() {
        val manifest = File(folder, "platform/src/main/AndroidManifest.xml").readText()
        val named = Regex("android:name=\"\\.(\\w+)\"").findAll(manifest).map { it.groupValues[1] }.toList()
        val receivers = listOf("CueReceiver", "StopReceiver", "NoteReceiver", "ReminderReceiver")
        assertEquals(listOf("DemoApplication", "MainActivity") + receivers + "ReportProvider", named)
        for (name in named) assertTrue(File(folder, "platform/src/main/kotlin/org/gradus/demo/platform/$name.kt").exists(), name)
        assertTrue("standin\"" !in File(folder, "platform/build.gradle.kts").readText())
    }
}
