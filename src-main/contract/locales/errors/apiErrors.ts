import type { ErrorEntry } from './errorEntry';

/** What a request, a login or a token can be refused for. */
export const API_ERRORS = {
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
      fix: 'Use the next free number. If it is the same goat, take its pictures anew: the earlier ones are put aside.',
    },
    es: {
      message: 'Ya hay fotos de la cabra {goat_id}.',
      fix: 'Use el siguiente número libre. Si es la misma cabra, repita sus fotos: las anteriores se apartan.',
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
  PIN_REQUIRED: {
    httpStatus: 401,
    en: { message: 'This needs the PIN.', fix: 'Open Set up again and type the PIN.' },
    es: { message: 'Esto necesita el PIN.', fix: 'Abra otra vez los ajustes y escriba el PIN.' },
  },
  WRONG_PIN: {
    httpStatus: 401,
    en: {
      message: 'The PIN is not right.',
      fix: 'Try again. Who has forgotten it resets it with: sudo goat-capture --reset-pin',
    },
    es: {
      message: 'El PIN no es correcto.',
      fix: 'Inténtelo de nuevo. Si lo olvidó, bórrelo con: sudo goat-capture --reset-pin',
    },
  },
  TOO_MANY_TRIES: {
    httpStatus: 429,
    en: { message: 'Too many wrong tries.', fix: 'Wait {seconds} seconds and try again.' },
    es: {
      message: 'Demasiados intentos fallidos.',
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
      message:
        'No password is asked (API_AUTH=none): everybody on the network can start captures and see pictures.',
      fix: 'Whoever looks after this machine can close it: API_AUTH=remote in its settings.',
    },
    es: {
      message:
        'No se pide contraseña (API_AUTH=none): cualquiera en la red puede iniciar capturas y ver las fotos.',
      fix: 'Quien mantiene este equipo puede cerrarlo: API_AUTH=remote en su configuración.',
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
} as const satisfies Record<string, ErrorEntry>;
