import type { enWifi } from '../en/wifi';

/** The words of Wi-Fi in Spanish. */
export const esWifi: typeof enWifi = {
  absent: 'Este equipo no tiene ningún wifi que se pueda ajustar aquí.',
  isOff: 'El wifi está apagado.',
  switchOn: 'Encender el wifi',
  switchingOn: 'Encendiendo el wifi…',
  looking: 'Buscando redes…',
  noneFound: 'No hay ninguna red al alcance.',
  choose: 'Toque la red en la que entrar.',
  rescan: 'Buscar otra vez',
  networks: 'Redes',
  strengths: { strong: 'fuerte', medium: 'media', weak: 'débil' },
  locks: { open: 'abierta', key: 'con clave', other: 'no desde aquí' },
  connected: 'conectada',
  known: 'clave guardada',
  connectedAt: (address) => `Conectada. La dirección de este equipo es ${address}.`,
  connectedNow: 'Conectada.',
  openWarning:
    'Esta red está abierta: cualquiera que esté cerca puede entrar en ella y leer lo que se envía.',
  otherWarning:
    'Esta red pide más que una clave, o su cierre es demasiado antiguo: desde aquí no se puede entrar.',
  join: 'Entrar',
  typeKey: 'Escribir la clave',
  keyOf: (network) => `Clave de ${network}`,
  keyRule: 'De 8 a 63 caracteres, como en la etiqueta del rúter',
  joining: (network) => `Entrando en ${network}… Puede tardar uno o dos minutos.`,
  forget: 'Olvidar la red',
  forgetting: 'Olvidando…',
  unseen: 'conocida, fuera de alcance u oculta',
  unseenText:
    'Este equipo entra en ella por sí solo donde está al alcance. Si la olvida, habrá que entrar de nuevo.',
  forgetWarning: 'Para entrar en ella más tarde habrá que escribir su clave otra vez.',
  other: 'Red con nombre oculto',
  otherName: 'Nombre de la red',
  otherIsOpen: 'No tiene clave',
};
