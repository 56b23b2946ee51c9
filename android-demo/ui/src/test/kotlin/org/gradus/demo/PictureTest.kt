package org.gradus.demo

import org.gradus.demo.kit.kept
import java.awt.image.BufferedImage
import java.io.File
import javax.imageio.ImageIO
import kotlin.math.abs
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class PictureTest {
    private val folder = File(System.getProperty("demo.folder"), "../docs/screens/android")

    @Test
    fun `the pictures that the checkout keeps are of the screens as they are`() {
        val pictures = kept()
        val stale = pictures.filterNot { same(ImageIO.read(File(folder, it.file)), ImageIO.read(it.drawn().inputStream())) }
        assertEquals(emptyList(), stale.map { it.file }, "draw them anew with: android-demo/draw-screens docs")
    }

    @Test
    fun `a picture is kept of each screen, and of nothing else`() {
        assertEquals(kept().map { it.file }.sorted(), folder.list().orEmpty().sorted())
    }

    @Test
    fun `one dot is another picture, and its shade is not`() {
        val plain = BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB)
        for ((shade, like) in listOf(SHADE to true, SHADE + 1 to false, 255 to false)) {
            val dotted = BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB).apply { setRGB(1, 1, shade) }
            assertEquals(like, same(plain, dotted), "$shade")
        }
        assertTrue(same(plain, plain))
        assertFalse(same(plain, BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB)))
    }

    /** Edges of letters may be rounded otherwise by another processor. */
    private fun same(
        one: BufferedImage,
        other: BufferedImage,
    ): Boolean =
        one.width == other.width && one.height == other.height &&
            (0 until one.height).all { y ->
                (0 until one.width).all { x ->
                    val (here, there) = one.getRGB(x, y) to other.getRGB(x, y)
                    listOf(0, 8, 16).all { abs((here shr it and 0xFF) - (there shr it and 0xFF)) <= SHADE }
                }
            }

    private companion object {
        const val SHADE = 16
    }
}
