// Before any schema is made.
import './noGeneratedCode';
// First of all styles, so that what is said of a part wins over what is said of all.
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { chooseClient } from './client/chooseClient';
import { TranslationProvider } from './i18n/useTranslation';
import { preferences } from './preferences';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element "root"');

const showTheme = () => {
  document.documentElement.dataset.theme = preferences.theme.get();
};
preferences.theme.subscribe(showTheme);
showTheme();

// A long touch must not open the browser's own menu over the screen.
root.addEventListener('contextmenu', (event) => {
  event.preventDefault();
});

createRoot(root).render(
  <StrictMode>
    <TranslationProvider>
      <App client={chooseClient(window)} />
    </TranslationProvider>
  </StrictMode>,
);
