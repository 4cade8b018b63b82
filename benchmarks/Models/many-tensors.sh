#!/usr/bin/env bash
# Writes the classes with many parameters: ThousandTensors.cs, ThousandTensorsArena.cs and TransformerTensors.cs.
set -euo pipefail
cd "$(dirname "$0")"

open() { # CLASS SUMMARY
    cat <<EOF
// Written by many-tensors.sh.
namespace FusedOpt.Benchmarks.Models;

/// <summary>$2</summary>
[Optimize(Adam)]
internal sealed partial class $1
{
EOF
}

field() { # NAME LENGTH
    echo "    public float[] $1 = new float[$2];"
}

{
    open ThousandTensors "A thousand small tensors."
    for i in $(seq -w 0 999); do field "T$i" 64; done
    echo "}"
} >ThousandTensors.cs

{
    open ThousandTensorsArena "A thousand small tensors in an arena."
    for i in $(seq -w 0 999); do
        echo "    [Parameter(64)] public partial System.Span<float> T$i { get; }"
    done
    echo "}"
} >ThousandTensorsArena.cs

{
    open TransformerTensors "The 200 tensors of a small transformer: 12 layers of width 256, 13.8 million parameters."
    field TokenEmbedding 2097152
    field PositionEmbedding 131072
    for i in $(seq -w 1 12); do
        for name in Query Key Value Output; do
            field "Layer${i}${name}Weight" 65536
            field "Layer${i}${name}Bias" 256
        done
        for name in Attention FeedForward; do
            field "Layer${i}${name}NormWeight" 256
            field "Layer${i}${name}NormBias" 256
        done
        field "Layer${i}UpWeight" 262144
        field "Layer${i}UpBias" 1024
        field "Layer${i}DownWeight" 262144
        field "Layer${i}DownBias" 256
    done
    field PoolerWeight 65536
    field PoolerBias 256
    field NormWeight 256
    field NormBias 256
    field HeadWeight 2097152
    field HeadBias 8192
    echo "}"
} >TransformerTensors.cs
