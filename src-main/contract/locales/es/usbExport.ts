import type { enUsbExport } from '../en/usbExport';

/** The words about USB sticks, in Spanish. */
export const esUsbExport: typeof enUsbExport = {
  title: 'Memoria USB',
  looking: 'Buscando memorias…',
  putIn: 'Meta una memoria USB en el equipo del corral.',
  choose: '¿Qué memoria?',
  room: (free, size) => `${free} libres de ${size}`,
  waits: (goats, bytes) => `${goats} por copiar, ${bytes}`,
  nothingWaits: 'Ninguna cabra espera a ser enviada: no hay nada que copiar.',
  allFit: 'Todas caben en esta memoria.',
  someFit: 'No caben todas: se copian las más antiguas; las demás necesitan otra memoria.',
  copy: 'Copiar',
  copyAgain: 'Copiarlas de nuevo',
  onSticks: (goats) => `${goats} en memorias. También se envían desde aquí cuando vuelva la red.`,
  delivered: 'Las memorias están entregadas',
  askDelivered: '¿Están todas las memorias donde debían llegar?',
  askDeliveredText:
    'Sus cabras ya no se enviarán desde aquí, y sus fotos se borrarán tras unos días. Dígalo solo cuando las fotos se hayan leído de las memorias.',
  phases: {
    preparing: 'Abriendo la memoria…',
    copying: 'Copiando…',
    checking: 'Comprobando lo que guarda la memoria…',
    finishing: 'Cerrando la memoria…',
    done: 'Hecho',
    failed: 'Sin terminar',
    cancelled: 'Cancelado',
  },
  goatsDone: (done, all) => `${done} de ${all} cabras`,
  bytesDone: (done, all) => `${done} de ${all}`,
  timeLeft: (time) => `faltan ${time}`,
  leaveIn: 'Deje la memoria puesta. Mientras tanto se pueden fotografiar cabras.',
  cancelling: 'Cerrando la memoria…',
  copied: (goats, stick) => `${goats} en ${stick}`,
  noneCopied: (stick) => `No se copió nada nuevo a ${stick}`,
  releases: {
    'powered-off': 'Ya puede sacar la memoria.',
    closed: 'Ya puede sacar la memoria.',
    written: 'Todo está escrito: puede sacar la memoria, si nada más en este equipo la usa.',
  },
  leftOut: (goats) => `${goats} sin copiar:`,
  next: 'Copiar a una memoria',
};
