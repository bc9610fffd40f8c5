import type { enCameras } from '../en/cameras';

/** The words about which camera is which, in Spanish. */
export const esCameras: typeof enCameras = {
  whichIsWhich: 'Qué cámara es cuál',
  assignText: 'Toque una imagen para decir qué cámara es, o cambie dos arrastrando.',
  deviceIsNone: 'Ninguna',
  deviceLooks: 'Mirando…',
  deviceSimulated: (name) => `Simulada (${name})`,
  devicePlace: (port, label) => `Puerto USB ${port}, ${label}`,
  touchDevice: 'Toque primero una imagen.',
  deviceShallBe: 'Esta cámara es',
  noDevices: {
    message: 'No hay ninguna cámara enchufada.',
    fix: 'Revise el concentrador USB, su corriente y los cables.',
  },
  stillWithout: (camera) => `Elija también una imagen para ${camera}.`,
  tryingCameras: 'Probando cada cámara…',
  camerasSaved: 'Cada una muestra una imagen, y está guardado.',
  camerasNotSaved: 'No se cambió nada.',
  dropChanges: 'Descartar los cambios',
  findByCable: 'Buscar desenchufando',
  unplugWhich: '¿Qué cámara quiere encontrar?',
  unplugNow: (camera) => `Desenchufe ahora esta cámara: ${camera}`,
  plugInAgain: (camera) => `Vista. Ahora vuelva a enchufarla: ${camera}`,
  cancelUnplug: 'Dejar de buscar',
  waitedSeconds: (seconds) => `Esperando desde hace ${seconds} s`,
  unplugLate: {
    message: 'Todavía no se desenchufó nada.',
    fix: 'Si el cable ya está fuera: enchúfelo, mire si aparece su imagen y vuelva a intentarlo.',
  },
  plugInLate: {
    message: 'Todavía no ha vuelto.',
    fix: 'Meta bien el enchufe, o pruebe otro puerto u otro cable.',
  },
  unplugSeveral: {
    message: 'Cambió más de una cámara a la vez.',
    fix: 'Vuelva a enchufarlas todas; después saque y meta un solo cable.',
  },
  foundCamera: (camera) => `Encontrada: esta es ${camera}.`,
  foundElsewhere: (camera) => `Encontrada: esta es ${camera}, ahora en otro puerto USB.`,
};
