package org.gradus

import org.gradus.core.Command
import org.gradus.core.GradusException
import org.gradus.testkit.practice
import kotlinx.coroutines.runBlocking
import java.io.File
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import kotlin.reflect.KClass
import kotlin.reflect.KType
import kotlin.reflect.full.primaryConstructor
import kotlin.reflect.jvm.isAccessible
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue
