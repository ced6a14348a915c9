// What the sources use of ECMAScript 2024, the version that tsconfig.json allows, and Node 20 does not have.
import 'core-js/actual/map/group-by.js';
import 'core-js/actual/object/group-by.js';
import 'core-js/actual/promise/with-resolvers.js';
