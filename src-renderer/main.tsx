// Before any schema is made.
import './zodWithoutEval';
// First of all styles, so that what is said of a part wins over what is said of all.
import './ui/styles/fonts.css';
import './ui/styles/tokens.css';
import './ui/styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { chooseClient } from './client/chooseClient';
import { TranslationProvider } from './ui/useTranslation';
import { preferences } from './ui/preferences';

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
