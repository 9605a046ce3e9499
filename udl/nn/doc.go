// Package nn holds what the model families share below the level of a model.
// So far that is weights on disk: safetensors files, which torch, numpy and
// most other tools read and write.
package nn
