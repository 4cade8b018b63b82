using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace FusedOpt.Checkpoints.Tests.PyTorch;

/// <summary>
/// Compares the end of a course of which each side has taken some steps with the end of one that PyTorch has taken alone:
/// <c>all.safetensors</c>, from the weights in <c>start.safetensors</c>.
/// </summary>
/// <param name="scratch">The directory of both files.</param>
/// <param name="isDouble">True if the elements are doubles.</param>
/// <param name="hyper">The hyperparameters by name of the parameter.</param>
/// <param name="last">The number of the last step.</param>
internal sealed class Bounds(Scratch scratch, bool isDouble, Func<string, Hyper> hyper, int last)
{
    private readonly double _unit = Math.Pow(2, isDouble ? -53 : -24);
    private readonly TensorFile _start = TensorFile.Read(File.ReadAllBytes(scratch["start.safetensors"]));
    private readonly TensorFile _all = TensorFile.Read(File.ReadAllBytes(scratch["all.safetensors"]));

    /// <summary>The first step in which a parameter has a gradient, by name; 1 for every other one.</summary>
    public Dictionary<string, int> FirstSteps { get; } = [];

    /// <summary>
    /// Returns the elements that are further from PyTorch's than roundings can bring them. Both ends lie in balls that have the exact one,
    /// too: so they differ by no more than both radii, and what the centers are apart.
    /// </summary>
    /// <param name="file">The file at the end of the mixed course.</param>
    /// <param name="isPyTorch">True for steps that PyTorch has taken in it.</param>
    public IEnumerable<string> Outside(byte[] file, Func<int, bool> isPyTorch)
    {
        TensorFile found = TensorFile.Read(file);
        foreach ((string name, (string Type, long[] Shape, byte[] Bytes) start) in _start.Tensors)
        {
            double[] from = Numbers(start), there = Numbers(_all.Tensors[name]), here = Numbers(found.Tensors[name]);
            for (int i = 0; i < from.Length; i++)
            {
                Enclosure mixed = new(hyper(name), from[i], _unit), all = new(hyper(name), from[i], _unit);
                for (int step = FirstSteps.GetValueOrDefault(name, 1); step <= last; step++)
                {
                    mixed.Step(Gradients.Compute(name, i, step), isPyTorch(step));
                    all.Step(Gradients.Compute(name, i, step), isPyTorch: true);
                }

                double bound = mixed.Value.Radius + all.Value.Radius + Math.Abs(mixed.Value.Center - all.Value.Center);
                if (!(Math.Abs(here[i] - there[i]) <= bound))
                    yield return $"{name}[{i}] is {here[i]:R} and not {there[i]:R}, to {bound:R}";
            }
        }
    }

    /// <summary>Returns the elements of a tensor.</summary>
    public static double[] Numbers((string Type, long[] Shape, byte[] Bytes) tensor) => tensor.Type == "F64"
        ? [.. MemoryMarshal.Cast<byte, double>(tensor.Bytes)]
        : [.. MemoryMarshal.Cast<byte, float>(tensor.Bytes).ToArray().Select(x => (double)x)];
}
