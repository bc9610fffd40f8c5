import type { ErrorEntry } from './errorEntry';

/** What can stop a start, and the faults of the program itself. */
export const PROGRAM_ERRORS = {
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
  ORIGINAL_RUNS: {
    httpStatus: 503,
    en: {
      message:
        'The original capture server ({service}) is running: it has port 5001, and the cameras when it captures.',
      fix: 'Take over from it: in Set up, at “About”, or at a terminal: sudo goat-capture migrate.',
    },
    es: {
      message:
        'El servidor de captura original ({service}) está en marcha: tiene el puerto 5001, y las cámaras cuando captura.',
      fix: 'Tome el relevo: en Ajustes, en «Acerca de», o en un terminal: sudo goat-capture migrate.',
    },
  },
  SYSTEM_REFUSED: {
    httpStatus: 503,
    en: {
      message: 'This machine did not do what was asked of it: {detail}.',
      fix: 'Try again. It works only where the program is installed as a service.',
    },
    es: {
      message: 'Este equipo no hizo lo que se le pidió: {detail}.',
      fix: 'Inténtelo de nuevo. Solo funciona donde el programa está instalado como servicio.',
    },
  },
  UPDATE_NOT_FIT: {
    httpStatus: 409,
    en: {
      message: 'The file {file} is no newer version of this program for this machine.',
      fix: 'Put the right file on the stick, and try again.',
    },
    es: {
      message: 'El archivo {file} no es una versión más nueva de este programa para este equipo.',
      fix: 'Ponga el archivo correcto en la memoria USB e inténtelo de nuevo.',
    },
  },
  UPDATE_NOT_SIGNED: {
    httpStatus: 409,
    en: {
      message: 'The update {file} is not signed by those who made this program.',
      fix: 'Put the file {file}.sig beside it on the stick, from where this program came from.',
    },
    es: {
      message: 'La actualización {file} no está firmada por quienes hicieron este programa.',
      fix: 'Ponga a su lado en la memoria USB el archivo {file}.sig, del mismo origen que este programa.',
    },
  },
  UPDATE_FAILED: {
    httpStatus: 503,
    en: {
      message: 'The update {file} could not be installed. The version before goes on.',
      fix: 'Connect the machine to the network, in case the update needs more from there, and try again.',
    },
    es: {
      message: 'No se pudo instalar la actualización {file}. Sigue la versión anterior.',
      fix: 'Conecte el equipo a la red, por si la actualización necesita algo más de allí, e inténtelo de nuevo.',
    },
  },
  INVALID_SETTING: {
    httpStatus: 400,
    en: { message: 'The setting {name} cannot be {value}.', fix: 'Allowed is {allowed}.' },
    es: { message: 'El ajuste {name} no puede ser {value}.', fix: 'Se permite: {allowed}.' },
  },
  SETTING_IS_FIXED: {
    httpStatus: 409,
    en: {
      message: 'The setting {name} is fixed by the environment or a flag.',
      fix: 'Change it there, and start the program again.',
    },
    es: {
      message: 'El ajuste {name} lo fija el entorno o una opción de inicio.',
      fix: 'Cámbielo allí y vuelva a iniciar el programa.',
    },
  },
  SETTINGS_FILE_UNREADABLE: {
    httpStatus: 503,
    en: {
      message: 'The settings in {path} cannot be read: {detail}.',
      fix: 'Put sudo before the command, or use --data-dir and a folder of your own. Its service reads the file where it belongs to the group goat-capture, with the rights 640.',
    },
    es: {
      message: 'No se pueden leer los ajustes de {path}: {detail}.',
      fix: 'Ponga sudo delante de la orden, o use --data-dir y una carpeta propia. Su servicio lee el archivo si pertenece al grupo goat-capture, con los permisos 640.',
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
  MACHINE_HOT: {
    httpStatus: 503,
    en: {
      message: 'The machine is hot: {degrees} °C.',
      fix: 'Put it in the shade and free its air vents. It slows down by itself, and pictures may come late.',
    },
    es: {
      message: 'El equipo está caliente: {degrees} °C.',
      fix: 'Póngalo a la sombra y despeje sus rejillas. Se frena por sí solo y las fotos pueden llegar tarde.',
    },
  },
  MACHINE_SLOWED: {
    httpStatus: 503,
    en: {
      message: 'The machine slows itself down.',
      fix: 'Put it in the shade, free its air vents, and check its power supply. Pictures may come late.',
    },
    es: {
      message: 'El equipo se frena por sí solo.',
      fix: 'Póngalo a la sombra, despeje sus rejillas y revise su alimentación. Las fotos pueden llegar tarde.',
    },
  },
  POWER_LOW: {
    httpStatus: 503,
    en: {
      message: 'The power supply is too weak: the voltage is too low now, or was since the start.',
      fix: "Use the Pi's own power supply, and a hub with a supply of its own for the cameras.",
    },
    es: {
      message: 'La alimentación es demasiado débil: el voltaje es bajo ahora, o lo fue desde el arranque.',
      fix: 'Use la fuente propia de la Pi, y un concentrador con su propia fuente para las cámaras.',
    },
  },
  CLOCK_WRONG_YEAR: {
    httpStatus: 503,
    en: {
      message: 'The clock of this machine is wrong: it says {year}.',
      fix: 'Connect the network, which sets it, or set it by hand in Set up. Pictures would get a wrong date.',
    },
    es: {
      message: 'El reloj de este equipo está mal: marca {year}.',
      fix: 'Conecte la red, que lo pone en hora, o póngalo a mano en Ajustes. Las fotos llevarían una fecha errónea.',
    },
  },
  CLOCK_UNSURE: {
    httpStatus: 503,
    en: {
      message: 'The network has not set the clock since the machine was started.',
      fix: 'Look whether date and time are right. Connect the network, or set the clock by hand in Set up.',
    },
    es: {
      message: 'La red no ha puesto el reloj en hora desde que se encendió el equipo.',
      fix: 'Mire si la fecha y la hora son correctas. Conecte la red, o ponga el reloj a mano en Ajustes.',
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
} as const satisfies Record<string, ErrorEntry>;
