import type { enSetupWizard } from '../en/setupWizard';

/** The words of the first start in Spanish. */
export const esSetupWizard: typeof enSetupWizard = {
  steps: 'Primeros pasos',
  titles: {
    screen: 'Idioma y aspecto',
    cameras: 'Tres cámaras',
    store: 'Adónde van las fotos',
    remote: 'Desde lejos, y el PIN',
    test: 'Una primera prueba',
  },
  progress: (step, steps) => `Paso ${step} de ${steps}`,
  skip: 'Saltar',
  skipAll: 'Saltar todo',
  next: 'Siguiente',
  finish: 'Terminar',
  again: 'Mostrar otra vez los primeros pasos',

  welcome:
    'Cinco pasos cortos dejan listo este quiosco. Lo que salte puede hacerse más tarde: Menú, «Ajustes».',
  camerasReady: 'Las tres cámaras están aquí. Mire si cada una ve su lado de la cabra.',
  camerasMissing:
    'Una cámara aparece aquí sola en cuanto se enchufa. Si no aparece, salte este paso: en Ajustes, «Buscar un fallo» dice más.',
  simulatedStore:
    'Las cámaras de este equipo son simuladas. Sus fotos van a una carpeta de este equipo, nunca a un bucket.',
  unsaved: 'Lo que ha escrito no está guardado: toque «Probar y guardar» o salte este paso.',
  testText:
    'Toque PRUEBA. Toma fotos con cada cámara durante un minuto más o menos, mira si son buenas y no guarda ninguna.',
  testAgain: 'Probar otra vez',
};
