# The two commands of a fresh machine are `make demo` and `make test`.
# `make help` says what else there is.

GO     ?= go
PYTHON ?= python3
BIN    := bin/udl
OUT    := out

.DEFAULT_GOAL := help
.PHONY: help demo build test check bench soak generate clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## train an RBM on MNIST in a notebook, without Jupyter (a few minutes)
	@echo "== MNIST"
	@$(BIN) data get mnist
	@echo "== notebooks/rbm-mnist.ipynb"
	@$(BIN) run notebooks/rbm-mnist.ipynb -o $(OUT)/rbm-mnist.ipynb --html $(OUT)/rbm-mnist.html \
		--echo '^test log-likelihood: '
	@echo "next: $(BIN) kernel install --user, then jupyter lab"

build: ## build bin/udl
	@echo "== $(BIN)"
	@$(GO) build -o $(BIN) ./cmd/udl

test: ## check everything, setting up what that needs (about 25 minutes)
	@$(GO) run ./internal/suite full

check: ## the quick loop while working (up to 4 minutes)
	@$(GO) run ./internal/suite quick

bench: build ## compare with torch and JAX (a quarter of an hour; downloads gigabytes)
	@$(PYTHON) bench/compare.py $(ARGS)

soak: ## load the kernel with cells, interrupts and deaths (a minute, loopback only)
	UDL_SOAK=full $(GO) test -count 1 -timeout 10m -v -run TestSoak ./kernel

generate: ## write the generated files anew
	cd compute/_asm && $(GO) run .
	$(GO) run ./kernel/symbols/internal/gen

clean: ## remove what the commands above have made
	rm -rf bin out build .venv .venv-bench
