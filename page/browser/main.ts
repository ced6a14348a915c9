import './style/index.css';
import { readContent } from './data/read-content.ts';
import { createPage } from './page.ts';

readContent()
  .then(createPage)
  .catch((error: unknown) => {
    document.body.append(`This page cannot be shown: ${String(error)}`);
    throw error;
  });
