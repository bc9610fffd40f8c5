/** What the diagnostics say of something: `message` says what was found, `fix` what to do; empty where there is nothing to do. */
export interface FindingEntry {
  readonly state: 'ok' | 'warning';
  readonly en: { readonly message: string; readonly fix: string };
  readonly es: { readonly message: string; readonly fix: string };
}

/** What the diagnostics can find beside the errors of the error catalogue. */
export const FINDING_CATALOGUE = {
  CAMERA_READY: {
    state: 'ok',
    en: { message: 'The {camera} camera is ready.', fix: '' },
    es: { message: 'La cámara {camera} está lista.', fix: '' },
  },
  CAMERA_IS_SIMULATED: {
    state: 'warning',
    en: {
      message: 'The {camera} camera is simulated.',
      fix: 'To photograph goats, connect the real cameras and start the program with them.',
    },
    es: {
      message: 'La cámara {camera} es simulada.',
      fix: 'Para fotografiar cabras, conecte las cámaras reales e inicie el programa con ellas.',
    },
  },
  CAMERA_LACKS_SIZE: {
    state: 'warning',
    en: {
      message: 'The {camera} camera does not say that it has pictures of {size} pixels.',
      fix: 'Check which camera is plugged in, or choose a size that it has in Set up, “Capture”.',
    },
    es: {
      message: 'La cámara {camera} no indica que tenga fotos de {size} píxeles.',
      fix: 'Compruebe qué cámara está conectada, o elija un tamaño que tenga en Ajustes, «Captura».',
    },
  },
  CAMERA_USB_SLOW: {
    state: 'warning',
    en: {
      message: 'The {camera} camera is plugged in at {speed} Mbit/s: too slow for its pictures.',
      fix: 'Use another cable or port, without an old hub in between.',
    },
    es: {
      message: 'La cámara {camera} está conectada a {speed} Mbit/s: demasiado lento para sus fotos.',
      fix: 'Use otro cable o puerto, sin un concentrador antiguo de por medio.',
    },
  },
  DISK_FINE: {
    state: 'ok',
    en: { message: '{free_mb} MB are free, enough for {goats} more goats.', fix: '' },
    es: { message: 'Quedan {free_mb} MB, suficientes para {goats} cabras más.', fix: '' },
  },
  DISK_SOON_FULL: {
    state: 'warning',
    en: {
      message: 'There is room for {goats} more goats only.',
      fix: 'Connect the network, so that the pictures are sent, or free some space.',
    },
    es: {
      message: 'Solo hay sitio para {goats} cabras más.',
      fix: 'Conecte la red para que se envíen las fotos, o libere espacio.',
    },
  },
  DISK_SLOW: {
    state: 'warning',
    en: {
      message: 'The disk writes {speed} MB a second: slow for three cameras.',
      fix: 'Use a faster card (A2, V30) or an SSD.',
    },
    es: {
      message: 'El disco escribe {speed} MB por segundo: poco para tres cámaras.',
      fix: 'Use una tarjeta más rápida (A2, V30) o un SSD.',
    },
  },
  STORE_FINE: {
    state: 'ok',
    en: { message: 'The bucket {bucket} can be listed, read and written.', fix: '' },
    es: { message: 'El almacén {bucket} se puede listar, leer y escribir.', fix: '' },
  },
  STORE_IS_FOLDER: {
    state: 'warning',
    en: {
      message: 'Pictures are kept in the folder {path} and sent to no bucket.',
      fix: 'To send them to a bucket, choose it in Set up, “Picture store”.',
    },
    es: {
      message: 'Las fotos se guardan en la carpeta {path} y no se envían a ningún bucket.',
      fix: 'Para enviarlas, elija un bucket en Ajustes, «Almacén».',
    },
  },
  CLOCK_WRONG: {
    state: 'warning',
    en: {
      message: 'The clock of this machine is {seconds} seconds off.',
      fix: 'Connect the network and wait a minute, or set the clock by hand in Set up, “Time”.',
    },
    es: {
      message: 'El reloj de este equipo se desvía {seconds} segundos.',
      fix: 'Conecte la red y espere un minuto, o ponga el reloj a mano en Ajustes, «Hora».',
    },
  },
  NETWORK_FINE: {
    state: 'ok',
    en: { message: 'This machine has the address {addresses}.', fix: '' },
    es: { message: 'Este equipo tiene la dirección {addresses}.', fix: '' },
  },
  NETWORK_NONE: {
    state: 'warning',
    en: {
      message: 'This machine has no network.',
      fix: 'Check the cable or the Wi-Fi. Captures go on, and wait here until then.',
    },
    es: {
      message: 'Este equipo no tiene red.',
      fix: 'Revise el cable o el wifi. Las capturas siguen y esperan aquí mientras tanto.',
    },
  },
  MACHINE_FINE: {
    state: 'ok',
    en: {
      message: 'The machine has {memory_mb} MB of memory left, and power and temperature are fine.',
      fix: '',
    },
    es: {
      message: 'Al equipo le quedan {memory_mb} MB de memoria, y la corriente y la temperatura están bien.',
      fix: '',
    },
  },
  MEMORY_LOW: {
    state: 'warning',
    en: {
      message: 'Only {memory_mb} MB of memory are left.',
      fix: 'Stop other programs on this machine, or let one camera record at a time: Set up, “Capture”.',
    },
    es: {
      message: 'Solo quedan {memory_mb} MB de memoria.',
      fix: 'Detenga otros programas en este equipo, o deje que grabe una cámara a la vez: Ajustes, «Captura».',
    },
  },
  PROGRAM_FINE: {
    state: 'ok',
    en: { message: 'The program is version {version}, and all that it needs is installed.', fix: '' },
    es: { message: 'El programa es la versión {version}, y todo lo que necesita está instalado.', fix: '' },
  },
} as const satisfies Record<string, FindingEntry>;
