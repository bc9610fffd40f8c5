/**
 * Every error that a person or a program can meet: its HTTP status and its words.
 * `message` says what happened, `fix` what to do. Names in braces are filled in.
 */
export const ERROR_CATALOGUE = {
  CAPTURE_IN_PROGRESS: {
    httpStatus: 409,
    en: {
      message: 'Goat {goat_id} is being photographed right now.',
      fix: 'Wait until it is done, or cancel it.',
    },
    es: {
      message: 'Se está fotografiando la cabra {goat_id} en este momento.',
      fix: 'Espere a que termine o cancélelo.',
    },
  },
  BUS_TEST_IN_PROGRESS: {
    httpStatus: 409,
    en: {
      message: 'The cameras are being measured right now.',
      fix: 'Wait until it is done, in less than a minute, or cancel it.',
    },
    es: {
      message: 'Se están midiendo las cámaras en este momento.',
      fix: 'Espere a que termine, en menos de un minuto, o cancélelo.',
    },
  },
  INVALID_GOAT_ID: {
    httpStatus: 400,
    en: {
      message: 'This is not a goat number or name that can be used: {given}.',
      fix: 'Use 1 to 50 letters, digits, - or _, or a whole number.',
    },
    es: {
      message: 'Este número o nombre de cabra no se puede usar: {given}.',
      fix: 'Use de 1 a 50 letras, cifras, - o _, o un número entero.',
    },
  },
  GOAT_EXISTS: {
    httpStatus: 409,
    en: {
      message: 'There are pictures of goat {goat_id} already.',
      fix: 'Use the next free number. To replace the earlier pictures, send overwrite: true.',
    },
    es: {
      message: 'Ya hay fotos de la cabra {goat_id}.',
      fix: 'Use el siguiente número libre. Para reemplazar las fotos anteriores, envíe overwrite: true.',
    },
  },
  INVALID_REQUEST: {
    httpStatus: 400,
    en: {
      message: 'The request cannot be understood: {detail}.',
      fix: 'Correct the request and send it again.',
    },
    es: { message: 'No se entiende la petición: {detail}.', fix: 'Corrija la petición y envíela de nuevo.' },
  },
  REQUEST_TOO_LARGE: {
    httpStatus: 413,
    en: { message: 'The request is larger than {limit} bytes.', fix: 'Send less data about the goat.' },
    es: { message: 'La petición ocupa más de {limit} bytes.', fix: 'Envíe menos datos sobre la cabra.' },
  },
  NOT_FOUND: {
    httpStatus: 404,
    en: { message: 'There is nothing at {path}.', fix: 'Check the address.' },
    es: { message: 'No hay nada en {path}.', fix: 'Revise la dirección.' },
  },
  LOGIN_REQUIRED: {
    httpStatus: 401,
    en: { message: 'This needs the password.', fix: 'Log in with the password that the kiosk shows.' },
    es: { message: 'Esto necesita la contraseña.', fix: 'Entre con la contraseña que muestra el quiosco.' },
  },
  WRONG_PASSWORD: {
    httpStatus: 401,
    en: {
      message: 'The password is not right.',
      fix: 'Look at the kiosk: it shows the password, or makes a new one.',
    },
    es: {
      message: 'La contraseña no es correcta.',
      fix: 'Mire el quiosco: muestra la contraseña o crea una nueva.',
    },
  },
  TOO_MANY_TRIES: {
    httpStatus: 429,
    en: { message: 'Too many wrong passwords.', fix: 'Wait {seconds} seconds and try again.' },
    es: {
      message: 'Demasiadas contraseñas incorrectas.',
      fix: 'Espere {seconds} segundos e inténtelo de nuevo.',
    },
  },
  PASSWORD_IS_FIXED: {
    httpStatus: 409,
    en: {
      message: 'The password is set by API_PASSWORD.',
      fix: 'Change API_PASSWORD in the settings of this machine and start the program again.',
    },
    es: {
      message: 'La contraseña está fijada por API_PASSWORD.',
      fix: 'Cambie API_PASSWORD en los ajustes de este equipo y vuelva a iniciar el programa.',
    },
  },
  TOO_MANY_VIEWERS: {
    httpStatus: 503,
    en: {
      message: 'Too many people watch the cameras: {limit} can.',
      fix: 'Close the page on another device.',
    },
    es: {
      message: 'Demasiadas personas miran las cámaras: pueden {limit}.',
      fix: 'Cierre la página en otro dispositivo.',
    },
  },
  OPEN_TO_ALL: {
    httpStatus: 403,
    en: {
      message: 'API_AUTH is none: everybody on the network can start captures and see pictures.',
      fix: 'Set API_AUTH to remote in the settings of this machine and start the program again.',
    },
    es: {
      message: 'API_AUTH es none: cualquiera en la red puede iniciar capturas y ver las fotos.',
      fix: 'Ponga API_AUTH en remote en los ajustes de este equipo y vuelva a iniciar el programa.',
    },
  },
  FORBIDDEN_ORIGIN: {
    httpStatus: 403,
    en: {
      message: 'A page of another address ({origin}) may not do this.',
      fix: "Use this machine's own page, or add that address to CORS_ORIGINS.",
    },
    es: {
      message: 'Una página de otra dirección ({origin}) no puede hacer esto.',
      fix: 'Use la página de este equipo, o añada esa dirección a CORS_ORIGINS.',
    },
  },
  FORBIDDEN_HOST: {
    httpStatus: 403,
    en: {
      message: 'This machine is not known as {host}.',
      fix: 'Use its address or its own name, or add this one to ALLOWED_HOSTS.',
    },
    es: {
      message: 'Este equipo no se conoce como {host}.',
      fix: 'Use su dirección o su propio nombre, o añada este a ALLOWED_HOSTS.',
    },
  },
  TOKEN_EXISTS: {
    httpStatus: 409,
    en: {
      message: 'There is a token named {name} already.',
      fix: 'Choose another name, or revoke it first.',
    },
    es: {
      message: 'Ya hay una clave de acceso llamada {name}.',
      fix: 'Elija otro nombre o anúlela primero.',
    },
  },
  TOKEN_NOT_FOUND: {
    httpStatus: 404,
    en: { message: 'There is no token named {name}.', fix: 'Look at the list of tokens.' },
    es: { message: 'No hay ninguna clave de acceso llamada {name}.', fix: 'Mire la lista de claves.' },
  },
  TOO_MANY_TOKENS: {
    httpStatus: 409,
    en: { message: 'There are {limit} tokens already.', fix: 'Revoke those that are not used any more.' },
    es: { message: 'Ya hay {limit} claves de acceso.', fix: 'Anule las que ya no se usan.' },
  },
  LOW_DISK_SPACE: {
    httpStatus: 507,
    en: {
      message: 'Only {free_mb} MB are free on the disk; a capture needs {required_mb} MB.',
      fix: 'Connect the network so that waiting pictures can be sent, or free some space.',
    },
    es: {
      message: 'Solo quedan {free_mb} MB libres en el disco; una captura necesita {required_mb} MB.',
      fix: 'Conecte la red para que se envíen las fotos pendientes, o libere espacio.',
    },
  },
  MISSING_CAMERAS: {
    httpStatus: 503,
    en: {
      message: 'Not all cameras are ready: {cameras}.',
      fix: 'Check the cable and the power of each camera named here.',
    },
    es: {
      message: 'No están listas todas las cámaras: {cameras}.',
      fix: 'Revise el cable y la corriente de cada cámara nombrada.',
    },
  },
  NO_CAMERAS: {
    httpStatus: 503,
    en: { message: 'No camera is ready.', fix: 'Check the USB hub, its power and the cables.' },
    es: {
      message: 'No hay ninguna cámara lista.',
      fix: 'Revise el concentrador USB, su corriente y los cables.',
    },
  },
  CAMERA_NOT_FOUND: {
    httpStatus: 503,
    en: {
      message: 'The {camera} camera is not there ({path}).',
      fix: 'Check its cable and the power of the USB hub.',
    },
    es: {
      message: 'La cámara {camera} no aparece ({path}).',
      fix: 'Revise su cable y la corriente del concentrador USB.',
    },
  },
  CAMERA_PREPARING: {
    httpStatus: 503,
    en: {
      message: 'The simulated {camera} camera is being made ready ({done} of {total} pictures drawn).',
      fix: 'Wait a moment.',
    },
    es: {
      message: 'La cámara {camera} simulada se está preparando ({done} de {total} fotos dibujadas).',
      fix: 'Espere un momento.',
    },
  },
  CAMERA_PERMISSION_DENIED: {
    httpStatus: 503,
    en: {
      message: 'The {camera} camera may not be read ({path}).',
      fix: 'Add the user of this program to the group "video" and start it again.',
    },
    es: {
      message: 'No se permite leer la cámara {camera} ({path}).',
      fix: 'Añada el usuario de este programa al grupo "video" y vuelva a iniciarlo.',
    },
  },
  CAMERA_BUSY: {
    httpStatus: 503,
    en: {
      message: 'The {camera} camera is in use by {holder}.',
      fix: 'Close the program that uses it, then try again.',
    },
    es: {
      message: 'La cámara {camera} la está usando {holder}.',
      fix: 'Cierre el programa que la usa y vuelva a intentarlo.',
    },
  },
  CAMERA_CONTROL_MISSING: {
    httpStatus: 409,
    en: {
      message: 'The {camera} camera has no control named {control}.',
      fix: 'Set it at the camera itself, or use a camera that has it.',
    },
    es: {
      message: 'La cámara {camera} no tiene el control {control}.',
      fix: 'Ajústelo en la propia cámara o use una que lo tenga.',
    },
  },
  CAMERA_LOST: {
    httpStatus: 503,
    en: {
      message: 'The {camera} camera went away during the capture.',
      fix: 'Push its plug in, then capture again.',
    },
    es: {
      message: 'La cámara {camera} se desconectó durante la captura.',
      fix: 'Asegure su enchufe y repita la captura.',
    },
  },
  CAMERA_STALLED: {
    httpStatus: 503,
    en: {
      message: 'The {camera} camera sent no picture for {seconds} s.',
      fix: 'Unplug it, plug it in again, then capture again.',
    },
    es: {
      message: 'La cámara {camera} no envió ninguna imagen durante {seconds} s.',
      fix: 'Desenchúfela, vuelva a enchufarla y repita la captura.',
    },
  },
  CAMERA_SLOW: {
    httpStatus: 503,
    en: {
      message: 'The {camera} camera delivers {measured} pictures a second instead of {expected}.',
      fix: 'Give it more light, or a USB port of its own, then capture again.',
    },
    es: {
      message: 'La cámara {camera} entrega {measured} imágenes por segundo en vez de {expected}.',
      fix: 'Dele más luz o un puerto USB propio y repita la captura.',
    },
  },
  CAMERA_FORMAT: {
    httpStatus: 503,
    en: {
      message: 'The {camera} camera does not deliver {width}×{height} MJPEG.',
      fix: 'Check that it is the right camera, or set IMAGE_WIDTH and IMAGE_HEIGHT to what it can do.',
    },
    es: {
      message: 'La cámara {camera} no entrega MJPEG de {width}×{height}.',
      fix: 'Compruebe que es la cámara correcta, o ajuste IMAGE_WIDTH e IMAGE_HEIGHT a lo que puede dar.',
    },
  },
  USB_BANDWIDTH: {
    httpStatus: 503,
    en: {
      message: 'USB is too busy for the {camera} camera.',
      fix: 'Plug the cameras into different ports, or set MAX_PARALLEL to 1.',
    },
    es: {
      message: 'El USB está demasiado ocupado para la cámara {camera}.',
      fix: 'Enchufe las cámaras en puertos distintos o ponga MAX_PARALLEL en 1.',
    },
  },
  BAD_FRAMES: {
    httpStatus: 503,
    en: {
      message: 'Picture {picture} of the {camera} camera is damaged: {reason}.',
      fix: 'Check the cable of this camera, then capture again.',
    },
    es: {
      message: 'La foto {picture} de la cámara {camera} está dañada: {reason}.',
      fix: 'Revise el cable de esta cámara y repita la captura.',
    },
  },
  FRAME_SPACING: {
    httpStatus: 503,
    en: {
      message: 'Pictures of the {camera} camera are {error_ms} ms off their time.',
      fix: 'Capture again. If it happens again, give the camera a USB port of its own.',
    },
    es: {
      message: 'Las fotos de la cámara {camera} se desvían {error_ms} ms de su momento.',
      fix: 'Repita la captura. Si vuelve a ocurrir, dé a la cámara un puerto USB propio.',
    },
  },
  FFMPEG_MISSING: {
    httpStatus: 503,
    en: {
      message: 'The program {program} is not installed.',
      fix: 'Install it: sudo apt install {package}.',
    },
    es: {
      message: 'El programa {program} no está instalado.',
      fix: 'Instálelo: sudo apt install {package}.',
    },
  },
  FFMPEG_KILLED: {
    httpStatus: 503,
    en: {
      message: 'The recording of the {camera} camera was stopped by the system (signal {signal}).',
      fix: 'The memory may be full: close other programs or set MAX_PARALLEL to 1.',
    },
    es: {
      message: 'El sistema detuvo la grabación de la cámara {camera} (señal {signal}).',
      fix: 'Puede que la memoria esté llena: cierre otros programas o ponga MAX_PARALLEL en 1.',
    },
  },
  FFMPEG_FAILED: {
    httpStatus: 503,
    en: {
      message: 'The recording of the {camera} camera failed: {detail}.',
      fix: 'Capture again. If it happens again, unplug the camera and plug it in.',
    },
    es: {
      message: 'Falló la grabación de la cámara {camera}: {detail}.',
      fix: 'Repita la captura. Si vuelve a ocurrir, desenchufe la cámara y enchúfela de nuevo.',
    },
  },
  CAPTURE_TIMEOUT: {
    httpStatus: 503,
    en: {
      message: 'The {camera} camera was not done after {seconds} s.',
      fix: 'Unplug it, plug it in again, then capture again.',
    },
    es: {
      message: 'La cámara {camera} no terminó en {seconds} s.',
      fix: 'Desenchúfela, vuelva a enchufarla y repita la captura.',
    },
  },
  CANCELLED: {
    httpStatus: 409,
    en: { message: 'Capture cancelled by user', fix: 'Start again when you are ready.' },
    es: { message: 'Captura cancelada por el usuario', fix: 'Empiece de nuevo cuando esté listo.' },
  },
  INTERRUPTED: {
    httpStatus: 503,
    en: { message: 'The program stopped in the middle of this capture.', fix: 'Capture this goat again.' },
    es: {
      message: 'El programa se detuvo en medio de esta captura.',
      fix: 'Repita la captura de esta cabra.',
    },
  },
  DISK_FULL: {
    httpStatus: 507,
    en: {
      message: 'The disk ran full while writing.',
      fix: 'Connect the network so that waiting pictures can be sent, or free some space.',
    },
    es: {
      message: 'El disco se llenó al escribir.',
      fix: 'Conecte la red para que se envíen las fotos pendientes, o libere espacio.',
    },
  },
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
      fix: 'Set the clock: connect the network and check with timedatectl status.',
    },
    es: {
      message: 'El almacén de fotos ({bucket}) rechaza la conexión porque el reloj de este equipo está mal.',
      fix: 'Ponga el reloj en hora: conecte la red y compruebe con timedatectl status.',
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
      message: 'Estas fotos son de cámaras simuladas y no van a ningún almacén.',
      fix: 'No hay que hacer nada. Conecte cámaras reales para capturar cabras.',
    },
  },
  DATA_DIR_IN_USE: {
    httpStatus: 503,
    en: {
      message: 'The data folder {path} is in use by {holder}.',
      fix: 'Use the program that runs already, or choose another folder with --data-dir.',
    },
    es: {
      message: 'La carpeta de datos {path} la está usando {holder}.',
      fix: 'Use el programa que ya está en marcha, o elija otra carpeta con --data-dir.',
    },
  },
  PORT_IN_USE: {
    httpStatus: 503,
    en: {
      message: 'Port {port} is in use by {holder}.',
      fix: 'Stop that program, or choose another port with --port.',
    },
    es: {
      message: 'El puerto {port} lo está usando {holder}.',
      fix: 'Detenga ese programa o elija otro puerto con --port.',
    },
  },
  INVALID_SETTING: {
    httpStatus: 400,
    en: { message: 'The setting {name} cannot be {value}.', fix: 'Allowed is {allowed}.' },
    es: { message: 'El ajuste {name} no puede ser {value}.', fix: 'Se permite: {allowed}.' },
  },
  SETTINGS_FILE_UNREADABLE: {
    httpStatus: 503,
    en: {
      message: 'The settings in {path} cannot be read: {detail}.',
      fix: 'Start it by its service (sudo systemctl start goat-capture), or with --data-dir and a folder of your own.',
    },
    es: {
      message: 'No se pueden leer los ajustes de {path}: {detail}.',
      fix: 'Inícielo con su servicio (sudo systemctl start goat-capture), o con --data-dir y una carpeta propia.',
    },
  },
  RUNS_AS_ROOT: {
    httpStatus: 503,
    en: {
      message: "The installed program does not run as root: Chromium's sandbox cannot hold root.",
      fix: 'Its service runs it as a user of its own: sudo systemctl start goat-capture.',
    },
    es: {
      message:
        'El programa instalado no se ejecuta como root: el aislamiento de Chromium no puede contener a root.',
      fix: 'Su servicio lo ejecuta con un usuario propio: sudo systemctl start goat-capture.',
    },
  },
  INVALID_COMMAND_LINE: {
    httpStatus: 400,
    en: { message: 'The command line cannot be understood: {detail}.', fix: '--help lists what there is.' },
    es: { message: 'No se entiende la línea de órdenes: {detail}.', fix: '--help muestra lo que hay.' },
  },
  INVALID_FOLDER: {
    httpStatus: 400,
    en: {
      message: 'The folder {path} cannot be used: {detail}.',
      fix: 'Check the folder, or choose another one.',
    },
    es: {
      message: 'No se puede usar la carpeta {path}: {detail}.',
      fix: 'Revise la carpeta o elija otra.',
    },
  },
  CONNECTION_LOST: {
    httpStatus: 503,
    en: {
      message: 'There is no connection to the capture program.',
      fix: 'Check the network. The connection comes back by itself.',
    },
    es: {
      message: 'No hay conexión con el programa de captura.',
      fix: 'Revise la red. La conexión vuelve por sí sola.',
    },
  },
  INTERNAL_ERROR: {
    httpStatus: 500,
    en: {
      message: 'Something went wrong inside the program: {detail}.',
      fix: 'Try again. If it happens again, send the log to the makers.',
    },
    es: {
      message: 'Algo falló dentro del programa: {detail}.',
      fix: 'Inténtelo de nuevo. Si vuelve a ocurrir, envíe el registro a los autores.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;

interface CatalogueEntry {
  readonly httpStatus: number;
  readonly en: { readonly message: string; readonly fix: string };
  readonly es: { readonly message: string; readonly fix: string };
}

/** The cameras' names inside sentences. */
export const CAMERA_WORDS = {
  en: { side: 'side', top: 'top', front: 'front' },
  es: { side: 'lateral', top: 'superior', front: 'frontal' },
} as const;

/** What can be wrong with a picture, inside sentences: the `reason` of BAD_FRAMES. */
export const PICTURE_FAULT_WORDS = {
  en: {
    empty: 'the file is empty',
    'not-jpeg': 'it is not a JPEG',
    truncated: 'its end is missing',
    'extra-data': 'something else follows after its end',
    'no-tables': 'its Huffman tables are missing',
    'wrong-size': 'it has the wrong size in pixels',
    'too-small': 'it has too few bytes',
    'data-lost': 'data is missing in the middle',
  },
  es: {
    empty: 'el archivo está vacío',
    'not-jpeg': 'no es un JPEG',
    truncated: 'le falta el final',
    'extra-data': 'hay otros datos después de su final',
    'no-tables': 'le faltan las tablas de Huffman',
    'wrong-size': 'su tamaño en píxeles no es el correcto',
    'too-small': 'tiene muy pocos bytes',
    'data-lost': 'le faltan datos en el medio',
  },
} as const;
