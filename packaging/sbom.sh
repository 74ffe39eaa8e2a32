#!/bin/sh
# Writes dist/sbom.json, what an installation consists of, as CycloneDX: packaging/sbom.sh
# Needs cyclonedx-bom outside the environment that it lists, and this package in it: pip install .
set -eu
mkdir -p dist
uvx --from cyclonedx-bom cyclonedx-py environment "$(command -v python)" --output-file dist/sbom.json
