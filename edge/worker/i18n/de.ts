/**
 * The pages' texts in German.
 *
 * @module
 */
import type { PartialMessages } from './messages.ts'

export type { Messages, PartialMessages } from './messages.ts'

const NOTHING_CHANGED = 'Es wurde nichts geändert.'
const ACCESS_UNCHANGED = 'Bereits erteilter Zugriff bleibt bestehen.'
const ACCESS_UNCERTAIN = `${ACCESS_UNCHANGED} Wenn Sie gerade Zugriff erteilt haben, gilt er möglicherweise schon.`
const CONTACT = 'Wenn das Problem weiterhin besteht, wenden Sie sich an {den Support der Anwendung}.'

/** The texts in German, for the option `locales`. */
export const de: PartialMessages = {
  layout: {
    direction: 'ltr',
    sandbox: 'Testmodus: Es wird kein echter Kalender geändert',
    signOut: 'Abmelden',
    disconnect: 'Trennen',
    unnamedAccount: 'Konto ohne Namen',
    steps: 'Fortschritt',
    connect: 'Verbinden',
    choose: 'Auswählen',
    allow: 'Erlauben',
    done: 'Fertig',
    completed: 'Erledigt:',
    position: (step, of) => `Schritt ${step} von ${of}`,
  },
  actions: {
    tryAgain: 'Erneut versuchen',
    connectAgain: 'Erneut verbinden',
    toCalendars: 'Zurück zu Ihren Kalendern',
    startOver: 'Von vorn beginnen',
    toApplication: 'Zurück zu {der Anwendung}',
    continueToApplication: 'Weiter zu {der Anwendung}',
    done: 'Fertig',
    continue: 'Weiter',
    requestRemaining: 'Zugriff auf die übrigen anfordern',
    requestAgain: 'Zugriff erneut anfordern',
    checkAgain: 'Erneut prüfen',
    cancel: 'Abbrechen',
  },
  request: {
    asks: '{Die Anwendung} möchte Termine in Ihren Kalendern ändern und löschen, auch Termine, die nicht von {ihr} erstellt wurden.',
    account: 'Konto:',
    abilities: 'Mit vollem Zugriff darf {die Anwendung}:',
    see: 'Termine sehen',
    change: 'Termine ändern, auch anderswo erstellte',
    delete: 'Termine löschen, auch anderswo erstellte',
    notRecurring: 'Anderswo erstellte Terminserien lassen sich nicht ändern',
    notReadOnly: 'Schreibgeschützte Kalender und Termine lassen sich nicht ändern',
    confirm:
      'Auf der Seite von Cronofy stimmen Sie zu oder lehnen ab. Bei Konten, die Ihre Organisation verwaltet, kann der Zugriff ohne diesen Schritt erteilt werden.',
  },
  home: {
    title: 'Voller Zugriff auf Ihre Kalender',
    text: 'Sie wählen die Kalender aus und sehen danach, für welche der Zugriff erteilt wurde.',
    steps: 'So geht es weiter',
    stepConnect: 'Sie melden sich bei Cronofy an, dem Dienst, der Ihre Kalender verbindet.',
    stepChoose: 'Sie wählen die Kalender aus.',
    connect: 'Kalender verbinden',
    connectOnly: 'Sie melden sich bei Cronofy an, dem Dienst, der Ihre Kalender mit {der Anwendung} verbindet.',
    dataCenters: 'In welchem Land ist Ihr Konto?',
    dataCentersHelp:
      'Ihr Kalenderkonto liegt in einem dieser Rechenzentren. Wenn Sie nicht wissen, in welchem, fragen Sie {den Support der Anwendung}.',
    lastUsed: 'Zuletzt verwendet',
    signedIn: 'Ihr Kalender ist verbunden.',
    continue: 'Weiter zu Ihren Kalendern',
    useAnotherAccount: 'Oder ein anderes Konto verbinden',
  },
  calendars: {
    title: 'Kalender auswählen',
    text: 'Wählen Sie die Kalender aus, in denen {die Anwendung} Termine ändern und löschen darf.',
    selectionLost: 'Ihre Kalender haben sich seit Ihrer Auswahl geändert. Wählen Sie die Kalender erneut aus.',
    onlyReadOnly:
      'Die übrigen Kalender sind schreibgeschützt. Auch mit vollem Zugriff kann {die Anwendung} dort keine Termine ändern.',
    limit: (count) =>
      `Sie können Zugriff auf höchstens ${count} Kalender auf einmal anfordern, auf die übrigen danach.`,
    requestAccess: 'Vollen Zugriff anfordern',
    noCalendars:
      'In Ihrem Konto gibt es keine Kalender. Erstellen Sie einen Kalender bei Ihrem Kalenderanbieter und kehren Sie dann hierher zurück, oder verbinden Sie ein anderes Konto.',
    useAnotherAccount: 'Ein anderes Konto verbinden',
    allGranted:
      '{Die Anwendung} hat bereits vollen Zugriff auf alle Ihre Kalender. Sie müssen nichts weiter anfordern.',
    filter: 'Kalender suchen',
    filterHelp: 'Geben Sie einen Teil des Kalender- oder Kontonamens ein. Ihre Auswahl bleibt erhalten.',
    applyFilter: 'Suchen',
    clearFilter: 'Alle anzeigen',
    shownCount: (shown, of) => `${shown} von ${of} Kalendern werden angezeigt.`,
    hiddenSelected: (count) => `Ausgewählt, aber nicht angezeigt: ${count}. Die Auswahl bleibt erhalten.`,
    noMatches: 'Kein passender Kalender gefunden.',
    selectAll: 'Alle auswählen',
    selectNone: 'Alle abwählen',
    selectAllShown: 'Angezeigte auswählen',
    selectNoneShown: 'Angezeigte abwählen',
    unnamedProfile: 'Konto ohne Namen',
    unnamed: 'Kalender ohne Namen',
    primary: 'Hauptkalender',
    readOnly: 'schreibgeschützt',
    granted: 'voller Zugriff erteilt',
  },
  verifying: {
    title: 'Der Zugriff wird geprüft',
    text: 'Wir fragen bei Cronofy nach, für welche Kalender der Zugriff erteilt wurde. Das dauert einige Sekunden. Danach geht es von selbst weiter.',
    continue: 'Jetzt weiter',
  },
  outcome: {
    granted: {
      title: 'Voller Zugriff erteilt',
      text: 'Cronofy bestätigt den vollen Zugriff auf alle Kalender, für die er angefordert wurde.',
      next: 'Sie sind fertig und können diese Seite schließen.',
    },
    partial: {
      title: 'Voller Zugriff auf einige Kalender',
      text: 'Cronofy bestätigt den vollen Zugriff auf einige der Kalender, für die er angefordert wurde, aber nicht auf die anderen.',
      next: 'Sie können es dabei belassen oder Zugriff auf die übrigen anfordern.',
    },
    rejected: {
      title: 'Voller Zugriff nicht erteilt',
      text: 'Die Anfrage wurde abgelehnt. An den Kalendern hat sich nichts geändert.',
      next: 'Sie sind fertig. Wenn Sie es sich anders überlegen, können Sie den Zugriff erneut anfordern.',
    },
    unconfirmed: {
      title: 'Der Zugriff ist noch nicht bestätigt',
      text: 'Cronofy zeigt den neuen Zugriff noch nicht an. Vielleicht haben Sie die Seite von Cronofy ohne Entscheidung verlassen, oder es dauert noch einen Moment.',
      next: 'Wenn Sie zugestimmt haben, warten Sie einen Moment und prüfen Sie erneut. Wenn Sie noch nicht entschieden haben, fordern Sie den Zugriff erneut an.',
    },
  },
  access: {
    meaning: 'Was {die Anwendung} darf',
    unrestricted: {
      name: 'voller Zugriff',
      can: 'Darf Termine ändern und löschen, auch anderswo erstellte.',
      cannot: 'Kann schreibgeschützte Termine und anderswo erstellte Terminserien nicht ändern.',
    },
    ownEventsOnly: {
      name: 'nur von {der Anwendung} erstellte Termine',
      can: 'Darf selbst erstellte Termine ändern und löschen.',
      cannot: 'Darf andere Termine nicht ändern oder löschen.',
    },
    unrestrictedReadOnly: {
      name: 'voller Zugriff, schreibgeschützt',
      cannot: 'Kann trotz vollem Zugriff nichts ändern, weil der Kalender schreibgeschützt ist.',
    },
    readOnly: { name: 'schreibgeschützt', cannot: 'Kann nichts ändern, weil der Kalender schreibgeschützt ist.' },
    unknown: {
      name: 'kein voller Zugriff',
      cannot: 'Darf laut Cronofy nur selbst erstellte Termine ändern.',
    },
    missing: (count) => `Kalender, die nicht mehr vorhanden sind: ${count}`,
    verifiedAt: 'Bei Cronofy geprüft am',
  },
  signOut: {
    signedOut: {
      title: 'Sie sind abgemeldet',
      text: 'Dieser Browser kennt Ihr Konto nicht mehr. Ihre Kalender bleiben mit {der Anwendung} verbunden. Um die Verbindung zu beenden, verbinden Sie sich erneut und wählen Sie „Trennen“.',
    },
    notSignedIn: {
      title: 'Sie waren nicht angemeldet',
      text: 'Eine Abmeldung war nicht nötig. Wenn Sie Ihre Kalender früher verbunden haben, sind sie möglicherweise noch mit {der Anwendung} verbunden. Um die Verbindung zu beenden, verbinden Sie sich erneut und wählen Sie „Trennen“.',
    },
  },
  disconnect: {
    question: {
      title: 'Verbindung zu Ihren Kalendern trennen?',
      text: 'Damit endet die Verbindung bei Cronofy: {Die Anwendung} kann Ihre Kalender nicht mehr sehen oder ändern. Außerdem werden Sie in diesem Browser abgemeldet.',
    },
    confirm: 'Verbindung trennen',
    disconnected: {
      title: 'Die Verbindung ist getrennt',
      text: 'Die Verbindung bei Cronofy ist beendet, und Sie sind abgemeldet.',
    },
    failed: {
      title: 'Die Verbindung konnte nicht getrennt werden',
      text: `Cronofy hat nicht bestätigt, dass die Verbindung beendet ist. Ihre Kalender sind möglicherweise noch verbunden, und Sie sind noch angemeldet. Versuchen Sie es erneut. ${CONTACT}`,
    },
  },
  errors: {
    reference: 'Wenn Sie sich an den Support wenden, nennen Sie diese Kennung:',
    unknownDataCenter: {
      title: 'Unbekanntes Rechenzentrum',
      text: `Das Rechenzentrum in diesem Link ist hier nicht verfügbar. ${NOTHING_CHANGED} Beginnen Sie von vorn, um Ihren Kalender zu verbinden.`,
    },
    unknownCalendars: {
      title: 'Ein Kalender ist nicht mehr vorhanden',
      text: `Einer der ausgewählten Kalender ist nicht mehr vorhanden. ${NOTHING_CHANGED} Gehen Sie zurück und wählen Sie die Kalender erneut aus.`,
    },
    noCalendars: {
      title: 'Kein Kalender lässt sich ändern',
      text: `In den Kalendern Ihres Kontos lassen sich keine Termine ändern. ${NOTHING_CHANGED} Erstellen Sie einen Kalender bei Ihrem Kalenderanbieter und kehren Sie dann hierher zurück.`,
    },
    noneSelected: {
      title: 'Kein Kalender ausgewählt',
      text: `${NOTHING_CHANGED} Gehen Sie zurück und wählen Sie mindestens einen Kalender aus.`,
    },
    tooManyCalendars: {
      title: 'Zu viele Kalender ausgewählt',
      text: `${NOTHING_CHANGED} Gehen Sie zurück und wählen Sie weniger Kalender aus. Zugriff auf die übrigen können Sie danach anfordern.`,
    },
    invalidLink: {
      title: 'Dieser Link funktioniert nicht',
      text: `Der Link ist unvollständig, wurde verändert oder gehört zu einer anderen Seite. ${ACCESS_UNCHANGED} Gehen Sie zurück und beginnen Sie von vorn.`,
    },
    expired: {
      title: 'Diese Anfrage ist abgelaufen',
      text: `${ACCESS_UNCHANGED} Beginnen Sie von vorn, um zu sehen, für welche Kalender der Zugriff erteilt ist.`,
    },
    expiredLink: {
      title: 'Dieser Link ist abgelaufen',
      text: `${NOTHING_CHANGED} Kehren Sie zu {der Anwendung} zurück und beginnen Sie von vorn.`,
    },
    accountMismatch: {
      title: 'Sie sind mit einem anderen Konto angemeldet',
      text: `Diese Anfrage wurde mit einem anderen Konto begonnen. ${ACCESS_UNCHANGED} Beginnen Sie von vorn mit dem Konto, das jetzt angemeldet ist.`,
    },
    accessDenied: {
      title: 'Ihr Kalender ist nicht verbunden',
      text: `Die Verbindung wurde auf der Seite von Cronofy abgelehnt. ${NOTHING_CHANGED} Wenn Sie es sich anders überlegen, versuchen Sie es erneut.`,
    },
    authorizationExpired: {
      title: 'Die Anmeldung hat zu lange gedauert',
      text: 'Ihr Kalender wurde nicht verbunden. Versuchen Sie es erneut und schließen Sie die Anmeldung innerhalb von zehn Minuten ab.',
    },
    reauthorize: {
      title: 'Die Verbindung ist abgelaufen',
      text: `Cronofy akzeptiert diese Verbindung nicht mehr. ${ACCESS_UNCERTAIN} Verbinden Sie sich erneut. Wenn Sie das gerade in einem anderen Tab getan haben, versuchen Sie es erneut.`,
    },
    notSignedIn: {
      title: 'Sie sind nicht angemeldet',
      text: `${ACCESS_UNCHANGED} Melden Sie sich an und versuchen Sie es dann erneut.`,
    },
    planRequired: {
      title: 'Voller Zugriff ist für {diese Anwendung} nicht verfügbar',
      text: `Der Cronofy-Tarif von {der Anwendung} umfasst ihn nicht. ${ACCESS_UNCHANGED} Wenn Sie vollen Zugriff benötigen, wenden Sie sich an {den Support der Anwendung}.`,
    },
    insufficientScope: {
      title: 'Für die Verbindung ist eine weitere Berechtigung nötig',
      text: `Die Berechtigung, die Sie beim Verbinden erteilt haben, reicht für den vollen Zugriff nicht aus. ${ACCESS_UNCHANGED} Verbinden Sie sich erneut und erlauben Sie, was angefordert wird.`,
    },
    accountLocked: {
      title: 'Ihr Kalenderkonto ist gesperrt',
      text: `Cronofy kann dort zurzeit keine Termine ändern. ${ACCESS_UNCHANGED} Melden Sie sich bei Ihrem Kalenderanbieter an. Beheben Sie das Problem und versuchen Sie es dann erneut.`,
    },
    rateLimited: {
      title: 'Zu viele Anfragen',
      text: `${ACCESS_UNCERTAIN} Warten Sie eine Minute und versuchen Sie es erneut, um zu sehen, für welche Kalender der Zugriff erteilt ist.`,
    },
    provider: {
      title: 'Cronofy hat nicht wie erwartet geantwortet',
      text: `Cronofy ist zurzeit möglicherweise nicht erreichbar. ${ACCESS_UNCERTAIN} Warten Sie einen Moment und versuchen Sie es erneut, um zu sehen, für welche Kalender der Zugriff erteilt ist. ${CONTACT}`,
    },
    connectionNotSaved: {
      title: 'Ihre Verbindung konnte nicht gespeichert werden',
      text: `Ihr Kalenderkonto ist verbunden, aber {die Anwendung} konnte die Verbindung nicht speichern. Versuchen Sie es erneut. ${CONTACT}`,
    },
    callbackFailed: {
      title: 'Ihre Entscheidung konnte nicht gespeichert werden',
      text: `{Die Anwendung} konnte Ihre Entscheidung nicht speichern. ${ACCESS_UNCHANGED} Versuchen Sie es erneut. ${CONTACT}`,
    },
    disconnectionNotSaved: {
      title: 'Das Trennen konnte nicht abgeschlossen werden',
      text: `Die Verbindung bei Cronofy ist beendet, aber {die Anwendung} konnte das nicht speichern. Versuchen Sie es erneut. ${CONTACT}`,
    },
    crossSite: {
      title: 'Anfrage blockiert: Sie kam von einer anderen Website',
      text: `${NOTHING_CHANGED} Um fortzufahren, beginnen Sie auf einer Seite von {der Anwendung}.`,
    },
    invalidForm: {
      title: 'Dieses Formular kann nicht verwendet werden',
      text: `Das Formular war unvollständig, zu lang oder verändert. ${NOTHING_CHANGED} Gehen Sie zurück und wählen Sie die Kalender erneut aus.`,
    },
    notFound: {
      title: 'Seite nicht gefunden',
      text: `${NOTHING_CHANGED} Prüfen Sie die Adresse oder beginnen Sie von vorn.`,
    },
    wrongMethod: {
      title: 'Diese Seite lässt sich nicht direkt öffnen',
      text: `${NOTHING_CHANGED} Gehen Sie zurück und verwenden Sie die Schaltfläche auf der Seite.`,
    },
    internal: {
      title: 'Ein Fehler ist aufgetreten',
      text: `Das Problem liegt bei uns, nicht an Ihrem Konto. ${ACCESS_UNCERTAIN} Versuchen Sie es erneut. ${CONTACT}`,
    },
  },
}
