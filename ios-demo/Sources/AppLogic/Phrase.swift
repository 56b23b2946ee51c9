/// Every text of the shell that the code names. The words stand in `Resources`; a phrase without words in one of the
/// languages fails a test.
public enum Phrase: CaseIterable, Sendable {
  case appName, back, quickExit, next, save, yes, no, notSure, working, forPerson, callNumber, readThis
  case toToday, why, writeContact, stillToDo, welcomeTitle, welcomeText, start, restore, intendedTitle
  case intended1, intended2, intended3, understood, passcodeTitle, passcodeText, passcode, passcodeAgain
  case passcodeEmpty, passcodeDiffers, codeTitle, codeLost, codePaper, codeWritten, retypeTitle, retypeText
  case recoveryCode, retypeWrong, seeCode, numberTitle, numberText, numberField, numberWrong, personTitle
  case personName, personBorn, day, month, year, backgroundTitle, backgroundUnnamed, backgroundText, backgroundNone
  case backgroundMissing, operationsTitle, operationAdd, operationDate, operationKind, operationKeep
  case operationDrop, pretermWeeks, planTitle, planText, planForms, planPaste, planRead, planEmpty
  case blanksTitle, blanksText, planCheckTitle, planMissing, planWarnings, planAdopt, planChange
  case planChanges, planReplaces
  case unlockTitle, unlock, unlockUnsaved, unlockKeeper, unlockRecovery, keeperDeclined, keeperLost, recoverTitle
  case recoverText, recover, restoreTitle, restoreText, restoreChoose, restoreChosen, restoreFolderMissing
  case stopOut, triesLeft, triesWait, triesNext, unlockStopped, unlockGoesOn, unlockMayGoOn
  case troubleDeviceGone, troubleEasy, troubleErased, troubleLastWay
  case troubleSecretNeeded, troubleInboxFull
  case troubleLocked, troubleWrongSecret, troubleNotFound, troubleInvalid, troubleRefused, troubleNewer
  case troubleDamaged, troubleLost, troubleBusy, troubleStorage, troubleInternal, forwardTry, forwardUnlock
  case forwardOk, forwardMend, forwardRestore, todayTitle, todaySessions, sessionAt, sessionNumber, sizeMm
  case tasks, taskDue, taskFrom, taskOverdue, notices, logOther, checkinOther
  case progress, people, peopleAdd, saved, gateSame, gateDown, gateWait, gateBlocked, logTitle
  case logSize, logHolds, logHoldsHint, logEase, logPain, logBleeding, logEarly, logNote, checkinMissing
  case checkinFinish, checkinNumber, checkinNumberUnit, checkinNumberWrong, checkinScale, checkinFirst
  case checkinGoOn, checkinCall, checkinKept, checkinNotKept, resultEmergency
  case resultSameDay, resultContact, resultPause, resultContinue, resultUntil, resultWhat
  case resultNumbers, resultNoNumber, whyTitle
  case whyRules, whySourced, whyGeneral, whyProposal, whySources, whyFacts, whyPack, whySigned, whyUnsigned
  case whyCertain, whyDoubt, whySaid, whyDerived, contactTitle
  case contactWho, contactSaid, contactOutcome, contactSize, progressTitle, progressTable, progressChart
  case progressReasons, progressTake, markStart, markNow, markNext, markGoal, columnSize, columnMark
  case noPlan, lineNumber, previousQuestion, questionNumber, questionsLeft, unlockPasscode
  case coreEnglish, troubleOlder, forwardOlder, olderTitle, olderLost, olderOnly, olderAccept, personChange
  case personChangeStands, personEarly, personGone, personGoneText, personGoneYes, personGoneNo
  case checkinLeave, checkinLeaveUrgent, checkinReturn, checkinReturnText, checkinReturnYes, checkinReturnNo, newsTitle
  case stop, runReturn, eventIn, eventOut, eventAfterCareDone, runSay, runAbandon, runNothing, runHeld
  case runInsertion, runTell, eventPain, eventBlood, runPainAsk, runBloodAsk, runGoesOn, runGoesOnText, runKeepGoing
  case runLogTitle, runWhy, runReached, runLeft
  case skipTitle, skipText, skipSlot, peopleTitle, peopleBorn, thePlan, planStage, planStageYes, planStageNo, planSoFar
  case planWell, planBad, planWeek, planContacts, planHistory, planSince, timeline, timelineEmpty
  case pauseLink, pauseTitle, pauseWhy, pauseUntil, pauseEnd, pauseSince, pauseLast, trendTable, trendChart, chartScale,
    chartLatest, chartAmounts
  case passcodeDue, settings, lockDelay, triesBeforeErase
  case passcodeChange, passcodeNow, passcodeNew, passcodeChanged, codeRenew, codeRenewText, codeRenewYes, codeRenewed
  case codeGroup, codeOnPaper, renewedTitle, easyArithmetic, proofMissing, proofWrong
  case keeperTitle, keeperOn, keeperOff, keeperAdd, keeperAddText, keeperAdded, keeperRemove, keeperRemoveText
  case keeperRemoved, keeperRefused, keeperGone, recoverInstead, weakerTitle, weakerText
  case eraseAfter, eraseAfterText, eraseAfterOthers, eraseAfterChoose, eraseAfterOff, eraseAfterOn
  case erase, eraseWhat, eraseLeft, eraseNoWay
  case eraseWord, eraseWordField, eraseWordMissing, erased, erasing, erasingText
  case damageTitle, damageMend, damageKept, damageFile, damageKeys, damageGone, damageCut, damageEntries
  case rescueLink, rescueTitle, rescueCopy, rescueWhat, rescueLost, rescueKept, rescueYes, rescueOld, rescueSave
  case rescueTold, rescueSaved, rescuePerson, rescueNotSaved, rescueOnce, rescueOpen
  case keyRenew, keyRenewText, keyRenewRest, keyRenewYes, keyRenewed
  case noticeSince, stopKept, noticesTitle, noticesText, noticesNever, noticesYes, noticesNo, noticesOff, noticesAllow
  case reminder, noticeDone, noticeLeftOut, noticeUnwritten, noticesOffer, noticesHeld, noticesSettings
  case setting, settingText, settingLook, settingGoOn, settingQuestions, settingOpen
  case report, reportAbout, reportSpan, reportNotes, reportShow, reportShare
  case devices, devicesNone, deviceAdd, deviceAddText, deviceName, deviceShape, deviceSize, deviceOther, deviceMaterial
  case deviceHold, deviceDepth, deviceFlaws, deviceFlawless, deviceFirst, deviceDisinfect, deviceReplace, deviceOpen
  case deviceLook, deviceLookText, deviceCared, deviceRetire, deviceBars, deviceDue, deviceSuits, deviceLubricant
  case careTitle, retireTitle, retireText, lubricantTitle, lubricantWhat, lubricantOn, lubricantAnswer
  case deviceReady, deviceUnchecked, deviceBarred, deviceRetired, runDeviceOther, runDeviceLook
  case takeBack, takenBack, fitYes, fitNo, fitUnknown, runDevice, runDeviceNow, runDeviceNone
  case unitC, unitDays, unitHours, unitMinutes, unitTimes

  /// Its name in the files, such as `intended_1`.
  public var key: String {
    "\(self)".map { $0.isUppercase || $0.isNumber ? "_" + $0.lowercased() : String($0) }.joined()
  }
}
