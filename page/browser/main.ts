import './style/index.css';
import { createPage } from './page.ts';
import { readContent } from './read-content.ts';

readContent()
  .then(createPage)
  .catch((error: unknown) => {
    document.body.append(`This page cannot be shown: ${String(error)}`);
    throw error;
  });
