import type { ErrorEntry } from './errorEntry';

/** What can stand in the way of a capture, or end one. */
export const CAPTURE_ERRORS = {
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
      fix: 'Check that it is the right camera, or choose a size that it has in Set up, “Capture”.',
    },
    es: {
      message: 'La cámara {camera} no entrega MJPEG de {width}×{height}.',
      fix: 'Compruebe que es la cámara correcta, o elija un tamaño que tenga en Ajustes, «Captura».',
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
} as const satisfies Record<string, ErrorEntry>;
