/**
 * The pages' texts in German.
 *
 * @module
 */
import type { PartialMessages } from './messages.ts'

export type { Messages, PartialMessages } from './messages.ts'

const NOTHING_CHANGED = 'Es wurde nichts geändert.'
const ACCESS_UNCHANGED = 'Was Sie erlaubt haben, bleibt erlaubt.'
const ACCESS_UNCERTAIN = `${ACCESS_UNCHANGED} Falls der Zugriff gerade erteilt wurde, gilt er womöglich schon.`

/** The texts in German, for the option `locales`. */
export const de: PartialMessages = {
  layout: {
    direction: 'ltr',
    sandbox: 'Sandbox: Kein echter Kalender wird verändert',
    signOut: 'Abmelden',
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
    tryAgain: 'Noch einmal versuchen',
    connectAgain: 'Neu verbinden',
    toCalendars: 'Zurück zu Ihren Kalendern',
    startOver: 'Von vorn beginnen',
    toApplication: 'Zurück zur Anwendung',
    continue: 'Weiter',
    requestRemaining: 'Die übrigen anfragen',
    requestAgain: 'Erneut anfragen',
    checkAgain: 'Noch einmal nachsehen',
    cancel: 'Abbrechen',
  },
  home: {
    title: 'Voller Zugriff auf Ihre Kalender',
    text: (application = 'Eine Anwendung') =>
      `${application} möchte in Ihren Kalendern auch Termine ändern, die nicht aus der Anwendung selbst stammen. Sie entscheiden, in welchen Kalendern, und sehen danach, was wirklich erlaubt ist.`,
    steps: 'Was jetzt geschieht',
    stepConnect: 'Sie melden sich bei Ihrem Kalenderdienst an.',
    stepChoose: 'Sie wählen die Kalender aus.',
    stepAllow: 'Sie erlauben es auf der Seite des Kalenderdienstes, oder Sie lehnen ab.',
    dataCenters: 'In welchem Land ist Ihr Konto?',
    dataCentersHelp:
      'Kalenderkonten liegen in einem dieser Rechenzentren. Wenn Sie Ihres nicht kennen, fragen Sie die Betreiber der Anwendung.',
    lastUsed: 'Zuletzt verwendet',
    signedIn: 'Sie sind schon verbunden.',
    continue: 'Weiter zu Ihren Kalendern',
    useAnotherAccount: 'Oder ein anderes Konto verbinden',
  },
  calendars: {
    title: 'Kalender auswählen',
    text: (application = 'die Anwendung') =>
      `Wählen Sie die Kalender aus, die ${application} frei ändern darf. Auf der Seite des Kalenderdienstes werden Sie um Bestätigung gebeten.`,
    selectionLost: 'Ihre Kalender haben sich geändert, seit Sie einige ausgewählt haben. Wählen Sie sie bitte neu aus.',
    onlyReadOnly: 'Die übrigen Kalender sind schreibgeschützt: Dort lässt sich auch mit vollem Zugriff nichts ändern.',
    limit: (count) =>
      `Höchstens ${count} Kalender lassen sich auf einmal anfragen; für den Rest können Sie wiederkommen.`,
    requestAccess: 'Vollen Zugriff anfragen',
    noCalendars:
      'Ihr Konto hat keine Kalender. Legen Sie bei Ihrem Kalenderanbieter einen an, oder verbinden Sie ein anderes Konto; kommen Sie dann wieder.',
    useAnotherAccount: 'Ein anderes Konto verbinden',
    allGranted: 'Die Anwendung hat schon vollen Zugriff auf alle Ihre Kalender. Es gibt nichts mehr anzufragen.',
    filter: 'Kalender suchen',
    filterHelp: 'Ein Teil des Namens oder des Kontos. Ihre Auswahl bleibt erhalten.',
    applyFilter: 'Suchen',
    clearFilter: 'Alle anzeigen',
    shownCount: (shown, of) => `${shown} von ${of} Kalendern werden angezeigt.`,
    hiddenSelected: (count) => `Ausgewählt, aber nicht angezeigt: ${count}. Sie bleiben ausgewählt.`,
    noMatches: 'Kein Kalender passt dazu.',
    selectAll: 'Alle auswählen',
    selectNone: 'Alle abwählen',
    selectAllShown: 'Angezeigte auswählen',
    selectNoneShown: 'Angezeigte abwählen',
    unnamedProfile: 'Konto ohne Namen',
    unnamed: 'Kalender ohne Namen',
    primary: 'Hauptkalender',
    readOnly: 'schreibgeschützt',
    granted: 'schon voller Zugriff',
  },
  verifying: {
    title: 'Ihre Freigaben werden geprüft',
    text: 'Der Kalenderdienst wird gefragt, was wirklich erlaubt ist. Das dauert einige Sekunden, und es geht von selbst weiter.',
    continue: 'Jetzt weiter',
  },
  outcome: {
    granted: {
      title: 'Voller Zugriff ist erlaubt',
      text: 'Der Kalenderdienst bestätigt es für jeden angefragten Kalender.',
      next: 'Sie sind fertig und können diese Seite schließen.',
    },
    partial: {
      title: 'Voller Zugriff auf einige Kalender',
      text: 'Der Kalenderdienst bestätigt es für einige der angefragten Kalender und für die anderen nicht.',
      next: 'Sie können es dabei belassen oder die übrigen anfragen.',
    },
    rejected: {
      title: 'Sie haben den vollen Zugriff abgelehnt',
      text: 'In den angefragten Kalendern hat sich nichts geändert.',
      next: 'Wenn Sie das wollten, sind Sie fertig. Wenn nicht, fragen Sie erneut an.',
    },
    unconfirmed: {
      title: 'Nicht bestätigt',
      text: 'Der Kalenderdienst zeigt noch keinen neuen Zugriff. Vielleicht haben Sie seine Seite verlassen, ohne zu entscheiden, oder er braucht einen Augenblick.',
      next: 'Wenn Sie es erlaubt haben, warten Sie kurz und sehen noch einmal nach: Das liest nur und ändert nichts. Wenn Sie nicht entschieden haben, fragen Sie erneut an.',
    },
  },
  access: {
    meaning: 'Was die Anwendung kann',
    unrestricted: {
      name: 'voller Zugriff',
      can: 'Kann Termine ändern und löschen, die sie nicht angelegt hat, sofern der Termin selbst es zulässt.',
      cannot: 'Kann Termine nicht ändern, die es nicht zulassen.',
    },
    ownEventsOnly: {
      name: 'nur eigene Termine',
      can: 'Kann Termine ändern und löschen, die sie selbst angelegt hat.',
      cannot: 'Kann keinen anderen Termin ändern oder löschen.',
    },
    unrestrictedReadOnly: {
      name: 'voller Zugriff, schreibgeschützt',
      cannot: 'Kann trotz vollem Zugriff nichts ändern: Der Kalender selbst lässt es nicht zu.',
    },
    readOnly: { name: 'schreibgeschützt', cannot: 'Kann nichts ändern: Der Kalender selbst lässt es nicht zu.' },
    unknown: {
      name: 'kein voller Zugriff',
      cannot: 'Kann Termine nicht ändern, die sie nicht angelegt hat, soweit der Kalenderdienst das angibt.',
    },
    missing: (count) => `Kalender, die es nicht mehr gibt: ${count}`,
    verifiedAt: 'Stand beim Kalenderdienst:',
  },
  signOut: {
    revoked: {
      title: 'Sie sind abgemeldet',
      text: 'Die Verbindung ist hier und beim Kalenderdienst beendet.',
    },
    revokeFailed: {
      title: 'Sie sind hier abgemeldet',
      text: 'Dieser Browser hat Sie vergessen, aber dem Kalenderdienst konnte das Ende der Verbindung nicht mitgeteilt werden. Dort gilt sie womöglich noch; verbinden Sie sich und melden Sie sich noch einmal ab, um sie zu beenden.',
    },
    notSignedIn: {
      title: 'Niemand war angemeldet',
      text: 'Deshalb gab es beim Kalenderdienst nichts zu beenden. Falls Sie vorher verbunden waren, gilt die Verbindung dort womöglich noch; verbinden Sie sich und melden Sie sich noch einmal ab, um sie zu beenden.',
    },
  },
  errors: {
    reference: 'Wenn Sie um Hilfe bitten, nennen Sie diese Kennung:',
    unknownDataCenter: {
      title: 'Dieses Rechenzentrum gibt es nicht',
      text: `${NOTHING_CHANGED} Gehen Sie zurück und wählen Sie eines aus der Liste.`,
    },
    unknownCalendars: {
      title: 'Einen Kalender gibt es nicht mehr',
      text: `Einer der ausgewählten Kalender ist nicht mehr da. ${NOTHING_CHANGED} Gehen Sie zurück und wählen Sie neu.`,
    },
    noCalendars: {
      title: 'Kein passender Kalender',
      text: `Ihr Konto hat keinen Kalender, der sich ändern lässt. ${NOTHING_CHANGED} Verbinden Sie einen mit Ihrem Kalenderanbieter und kommen Sie dann wieder.`,
    },
    noneSelected: {
      title: 'Es wurde kein Kalender ausgewählt',
      text: `${NOTHING_CHANGED} Gehen Sie zurück und wählen Sie mindestens einen Kalender aus.`,
    },
    tooManyCalendars: {
      title: 'Zu viele Kalender auf einmal',
      text: `${NOTHING_CHANGED} Gehen Sie zurück und wählen Sie weniger; für den Rest können Sie wiederkommen.`,
    },
    invalidLink: {
      title: 'Dieser Link kann nicht verwendet werden',
      text: `Er ist unvollständig, wurde unterwegs verändert oder war für etwas anderes gedacht. ${ACCESS_UNCHANGED} Gehen Sie zurück und beginnen Sie von vorn.`,
    },
    expired: {
      title: 'Das hat zu lange gedauert',
      text: 'Die Anfrage ist abgelaufen. Falls Sie den Zugriff erlaubt haben, bleibt es dabei; beginnen Sie von vorn, um zu sehen, was erlaubt ist.',
    },
    accountMismatch: {
      title: 'Das hat jemand anders begonnen',
      text: `Dies wurde begonnen, als ein anderes Konto angemeldet war. ${ACCESS_UNCHANGED} Beginnen Sie neu mit dem Konto, das jetzt angemeldet ist.`,
    },
    accessDenied: {
      title: 'Sie haben Ihren Kalender nicht verbunden',
      text: `${NOTHING_CHANGED} Wenn Sie das nicht wollten, versuchen Sie es noch einmal.`,
    },
    authorizationExpired: {
      title: 'Die Anmeldung hat zu lange gedauert',
      text: 'Eine Anmeldung muss innerhalb von zehn Minuten abgeschlossen sein. Ihr Kalender wurde nicht verbunden. Versuchen Sie es noch einmal.',
    },
    reauthorize: {
      title: 'Bitte verbinden Sie sich neu',
      text: `Der Kalenderdienst nimmt diese Verbindung nicht mehr an. ${ACCESS_UNCERTAIN} Verbinden Sie sich neu; falls das gerade in einem anderen Tab geschehen ist, versuchen Sie es noch einmal.`,
    },
    notSignedIn: {
      title: 'Sie sind nicht angemeldet',
      text: `${ACCESS_UNCHANGED} Melden Sie sich an und versuchen Sie es dann noch einmal.`,
    },
    planRequired: {
      title: 'Die Anwendung darf das nicht anfragen',
      text: `Der Vertrag der Anwendung mit dem Kalenderdienst umfasst das nicht. ${ACCESS_UNCHANGED} Die Betreiber der Anwendung können das ändern.`,
    },
    insufficientScope: {
      title: 'Die Anwendung braucht eine weiter gefasste Verbindung',
      text: `Was Sie bisher erlaubt haben, reicht dafür nicht aus. ${ACCESS_UNCHANGED} Verbinden Sie sich neu und erlauben Sie, was angefragt wird.`,
    },
    accountLocked: {
      title: 'Ihr Kalenderkonto ist gesperrt',
      text: `Der Kalenderdienst kann dort zurzeit nichts eintragen. ${ACCESS_UNCHANGED} Melden Sie sich bei Ihrem Kalenderanbieter an, bringen Sie das in Ordnung und versuchen Sie es dann noch einmal.`,
    },
    rateLimited: {
      title: 'Zu viele Anfragen auf einmal',
      text: `${ACCESS_UNCERTAIN} Warten Sie eine Minute und versuchen Sie es noch einmal, um zu sehen, was erlaubt ist.`,
    },
    provider: {
      title: 'Der Kalenderdienst hat nicht richtig geantwortet',
      text: `Er ist zurzeit nicht erreichbar oder gab eine Antwort, die keinen Sinn ergibt. ${ACCESS_UNCERTAIN} Warten Sie kurz und versuchen Sie es noch einmal, um zu sehen, was erlaubt ist.`,
    },
    connectionNotSaved: {
      title: 'Ihre Verbindung konnte nicht gespeichert werden',
      text: 'Ihr Kalenderkonto ist verbunden, aber die Anwendung konnte die Verbindung nicht speichern. Verbinden Sie es noch einmal.',
    },
    callbackFailed: {
      title: 'Ihre Entscheidung konnte nicht festgehalten werden',
      text: `Die Anwendung hat sie nicht gespeichert. ${ACCESS_UNCHANGED} Gehen Sie zurück und versuchen Sie es noch einmal.`,
    },
    crossSite: {
      title: 'Das kam nicht von hier',
      text: `Eine andere Seite hat Sie hierher geschickt, deshalb wurde die Anfrage abgelehnt. ${NOTHING_CHANGED} Beginnen Sie in der Anwendung selbst.`,
    },
    invalidForm: {
      title: 'Dieses Formular kann nicht verwendet werden',
      text: `Was gesendet wurde, ist unvollständig, zu lang oder nicht das, was diese Seite sendet. ${NOTHING_CHANGED} Gehen Sie zurück und wählen Sie neu.`,
    },
    notFound: { title: 'Diese Seite gibt es nicht', text: NOTHING_CHANGED },
    wrongMethod: {
      title: 'Diese Seite lässt sich nicht direkt öffnen',
      text: `Hierher führt nur eine Schaltfläche der Anwendung. ${NOTHING_CHANGED}`,
    },
    internal: {
      title: 'Hier ist etwas schiefgegangen',
      text: `Das ist ein Fehler der Anwendung, nicht Ihrer. ${ACCESS_UNCERTAIN} Gehen Sie zurück und versuchen Sie es noch einmal; wenn es so bleibt, geben Sie den Betreibern Bescheid.`,
    },
  },
}
