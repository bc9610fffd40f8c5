import type { ErrorEntry } from './errorEntry';

/** What can go wrong with the sessions that are kept, and with the store. */
export const UPLOAD_ERRORS = {
  STORE_UNREACHABLE: {
    httpStatus: 503,
    en: {
      message: 'The picture store ({bucket}) cannot be reached.',
      fix: 'Nothing to do: the pictures are safe here and are sent when the network is back.',
    },
    es: {
      message: 'No se puede llegar al almacén de fotos ({bucket}).',
      fix: 'No hay que hacer nada: las fotos están a salvo aquí y se enviarán cuando vuelva la red.',
    },
  },
  STORE_NOT_TRIED: {
    httpStatus: 503,
    en: {
      message: 'The picture store ({bucket}) cannot be reached, so it could not be tried and is not saved.',
      fix: 'Check the network and what you have entered here, and try again.',
    },
    es: {
      message: 'No se puede llegar al almacén de fotos ({bucket}): no se pudo probar y no se guarda.',
      fix: 'Revise la red y lo que ha introducido aquí, e inténtelo de nuevo.',
    },
  },
  STORE_CREDENTIALS: {
    httpStatus: 503,
    en: {
      message: 'The keys of the picture store ({bucket}) are missing or not valid ({name}).',
      fix: 'Enter valid AWS keys. The pictures are safe here until then.',
    },
    es: {
      message: 'Las claves del almacén de fotos ({bucket}) faltan o no son válidas ({name}).',
      fix: 'Introduzca claves de AWS válidas. Mientras tanto, las fotos están a salvo aquí.',
    },
  },
  STORE_DENIED: {
    httpStatus: 503,
    en: {
      message: 'The picture store ({bucket}) denies access ({name}).',
      fix: "Give the key's user the rights to put, get and list in this bucket.",
    },
    es: {
      message: 'El almacén de fotos ({bucket}) niega el acceso ({name}).',
      fix: 'Dé al usuario de la clave permiso para escribir, leer y listar en este almacén.',
    },
  },
  STORE_NO_BUCKET: {
    httpStatus: 503,
    en: { message: 'There is no picture store named {bucket}.', fix: 'Correct the name of the bucket.' },
    es: {
      message: 'No hay ningún almacén de fotos llamado {bucket}.',
      fix: 'Corrija el nombre del almacén.',
    },
  },
  STORE_CLOCK: {
    httpStatus: 503,
    en: {
      message: 'The picture store ({bucket}) refuses because the clock of this machine is wrong.',
      fix: 'Connect the network, which sets the clock, or set it by hand in Set up, “Time”.',
    },
    es: {
      message: 'El almacén de fotos ({bucket}) rechaza la conexión porque el reloj de este equipo está mal.',
      fix: 'Conecte la red, que pone el reloj en hora, o póngalo a mano en Ajustes, «Hora».',
    },
  },
  STORE_FAILED: {
    httpStatus: 503,
    en: {
      message: 'The picture store ({bucket}) answered with an error ({name}).',
      fix: 'Nothing to do: the pictures are safe here and are sent again later.',
    },
    es: {
      message: 'El almacén de fotos ({bucket}) respondió con un error ({name}).',
      fix: 'No hay que hacer nada: las fotos están a salvo aquí y se enviarán más tarde.',
    },
  },
  STORE_CORRUPT: {
    httpStatus: 503,
    en: {
      message: 'The picture store ({bucket}) holds other bytes for {key} than were sent.',
      fix: 'Nothing to do: it is sent again. If it happens again, check the network.',
    },
    es: {
      message: 'El almacén de fotos ({bucket}) guarda para {key} otros bytes que los enviados.',
      fix: 'No hay que hacer nada: se envía de nuevo. Si vuelve a ocurrir, revise la red.',
    },
  },
  STORE_INTERCEPTED: {
    httpStatus: 503,
    en: {
      message:
        'Something between here and the picture store ({bucket}) answers in its place: a login page of the network, or a proxy ({name}).',
      fix: 'Log in to the network, or check the data plan and the address of the store. The pictures are safe here and are sent when the store itself answers.',
    },
    es: {
      message:
        'Algo entre este equipo y el almacén de fotos ({bucket}) responde en su lugar: una página de acceso de la red o un proxy ({name}).',
      fix: 'Inicie sesión en la red, o revise el plan de datos y la dirección del almacén. Las fotos están a salvo aquí y se enviarán cuando responda el almacén mismo.',
    },
  },
  STORE_LIST_INCOMPLETE: {
    httpStatus: 503,
    en: {
      message: 'The picture store ({bucket}) does not list all that it holds ({name}).',
      fix: 'Ask whoever runs the store. Until then the goat numbers stay as they were last known.',
    },
    es: {
      message: 'El almacén de fotos ({bucket}) no muestra todo lo que guarda ({name}).',
      fix: 'Pregunte a quien administra el almacén. Hasta entonces, los números de cabra quedan como se conocían.',
    },
  },
  STORE_ARCHIVED: {
    httpStatus: 409,
    en: {
      message:
        'Goat {goat_id} can not be replaced: its old pictures in the picture store ({bucket}) are archived ({key}).',
      fix: 'Restore the archived object in the store and send this goat again, or give it another number.',
    },
    es: {
      message:
        'La cabra {goat_id} no se puede sustituir: sus fotos anteriores en el almacén de fotos ({bucket}) están archivadas ({key}).',
      fix: 'Restaure el objeto archivado en el almacén y envíe la cabra de nuevo, o dele otro número.',
    },
  },
  NOT_IN_STORE: {
    httpStatus: 409,
    en: {
      message:
        'The picture store ({bucket}) no longer holds these pictures of goat {goat_id}. The data there was not changed.',
      fix: 'Nothing to do if they were replaced or moved on purpose. The corrected data is kept here.',
    },
    es: {
      message:
        'El almacén de fotos ({bucket}) ya no guarda estas fotos de la cabra {goat_id}. Los datos de allí no se cambiaron.',
      fix: 'No hay que hacer nada si se sustituyeron o movieron a propósito. Los datos corregidos se guardan aquí.',
    },
  },
  SESSION_DAMAGED: {
    httpStatus: 409,
    en: {
      message: 'A picture of goat {goat_id} is missing or damaged on the disk ({file}).',
      fix: 'Capture this goat again. The other goats are sent as usual.',
    },
    es: {
      message: 'Una foto de la cabra {goat_id} falta o está dañada en el disco ({file}).',
      fix: 'Repita la captura de esta cabra. Las demás cabras se envían como siempre.',
    },
  },
  SESSIONS_UNREADABLE: {
    httpStatus: 500,
    en: {
      message: 'Captures that cannot be read any more: {count}. Their pictures are kept on the disk.',
      fix: 'Somebody who knows computers finds them in {folder}, in the folders that end with “.damaged”.',
    },
    es: {
      message: 'Capturas que ya no se pueden leer: {count}. Sus fotos se conservan en el disco.',
      fix: 'Quien sepa de ordenadores las encuentra en {folder}, en las carpetas que terminan en «.damaged».',
    },
  },
  SESSIONS_OF_NEWER_VERSION: {
    httpStatus: 500,
    en: {
      message:
        'Captures that a newer version of this program has made: {count}. This version cannot read them.',
      fix: 'Install the newer version again; then they are sent. Until then they stay as they are.',
    },
    es: {
      message:
        'Capturas hechas por una versión más nueva del programa: {count}. Esta versión no puede leerlas.',
      fix: 'Vuelva a instalar la versión más nueva; entonces se envían. Hasta entonces quedan como están.',
    },
  },
  SESSION_NOT_FOUND: {
    httpStatus: 404,
    en: {
      message: 'There is no session {session_id}.',
      fix: 'Look at the list of sessions: it may have been removed by now.',
    },
    es: {
      message: 'No hay ninguna sesión {session_id}.',
      fix: 'Mire la lista de sesiones: puede que ya se haya borrado.',
    },
  },
  SESSION_STATE: {
    httpStatus: 409,
    en: {
      message: 'The session of goat {goat_id} has gone on in the meantime; this is not possible any more.',
      fix: 'Look at the list of sessions to see how it stands.',
    },
    es: {
      message: 'La sesión de la cabra {goat_id} ya ha avanzado; esto ya no es posible.',
      fix: 'Mire la lista de sesiones para ver cómo está.',
    },
  },
  SIMULATED_SESSION: {
    httpStatus: 409,
    en: {
      message: 'These pictures come from simulated cameras and do not go to a bucket.',
      fix: 'Nothing to do. Connect real cameras to capture goats.',
    },
    es: {
      message: 'Estas fotos son de cámaras simuladas y no van a ningún bucket.',
      fix: 'No hay que hacer nada. Conecte cámaras reales para capturar cabras.',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
