// A thread of a simulation in the npm package, whose Node may be an older one.
import './older-node.js';
import '../backtest/threads/worker.ts';
