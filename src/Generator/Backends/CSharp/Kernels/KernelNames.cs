using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>The names in the methods of a kernel's structure: the rule's own names, each for one thing.</summary>
/// <param name="kernel">The kernel as data.</param>
internal sealed class KernelNames(KernelIr kernel)
{
    /// <summary>The names that the generated methods use themselves.</summary>
    public static readonly IReadOnlyList<string> Reserved =
    [
        "i", "length", "start", "count", "first", "end", "alone", "row", "rows", "column", "columns", "uniforms", "context", "StepContext",
        "Math", "MathF", "RuleMath", "Update", "Dispatch", "Loop", "Body",
        "Block", "Sum", "Mean", "Norm", "Maximum", "ColumnReduction", "Scratch", "Intermediate", "GradientSum", "Halves", "PruneMask",
        "MemoryMarshal", "Vector128", "Vector256", "Vector512",
        "workShare", "WorkShare", "True", "False", Dialect.Vectors.Type, Kernel.ZeroCondition, Kernel.ZeroGradients,
    ];

    private static readonly string[] OfOneSweep = ["Sweep", "Dispatch", "Loop", "Body", "UpdateBlock"];

    private readonly Dictionary<int, (string Name, string TypeParameter)> _arguments = [];
    private readonly Dictionary<int, string> _reductions = [];

    /// <summary>The names that are taken.</summary>
    public ISet<string> Taken { get; } = new HashSet<string>(Reserved.Concat(MethodsOf(kernel)), StringComparer.Ordinal);

    /// <summary>The names of the methods, one set for each sweep.</summary>
    public IEnumerable<string> Methods => MethodsOf(kernel);

    /// <summary>Returns a variable for all methods of the structure, under a name that nothing else has.</summary>
    public string Variable(string name) => Identifiers.Unique(Identifiers.Escape(name), Taken);

    /// <summary>Returns the names of an array, or of a part of an array, which nothing else has.</summary>
    public Stream Stream(string name)
    {
        string variable = Variable(name);
        return new(variable, Identifiers.Unique(variable + "Ref", Taken), variable);
    }

    /// <summary>Returns the name of a value that crosses from one rate to another.</summary>
    public string Describe(int position)
    {
        Instruction instruction = kernel.Program.Instructions[position];
        return instruction.Name ?? (instruction.Op == Op.ToElement ? kernel.Program.Instructions[instruction.A].Name : null) ?? "uniform";
    }

    /// <summary>Returns the names of a value as an argument and, for a condition, as a type parameter: the same in every sweep.</summary>
    public (string Name, string TypeParameter) Argument(int position)
    {
        if (!_arguments.TryGetValue(position, out (string, string) names))
        {
            string name = Describe(position);
            names = (Variable(Identifiers.Camel(name)), Identifiers.Unique("T" + Identifiers.Pascal(name), Taken));
            _arguments.Add(position, names);
        }

        return names;
    }

    /// <summary>Returns the name of the result of a reduction.</summary>
    public string Reduction(int position)
    {
        if (!_reductions.TryGetValue(position, out string? name))
        {
            Instruction reduction = kernel.Program.Instructions[position];
            string operand = kernel.Program.Instructions[reduction.A].Name ?? "term";
            name = Variable(reduction.Name ?? operand + reduction.Op);
            _reductions.Add(position, name);
        }

        return name;
    }

    /// <summary>Returns the name of a row-rate or column-rate value.</summary>
    public string Axis(int position)
    {
        Instruction instruction = kernel.Program.Instructions[position];
        string rate = Identifiers.Camel(instruction.Rate.ToString());
        return instruction.Name ?? (instruction.IsReduction ? rate + instruction.Op : rate);
    }

    private static IEnumerable<string> MethodsOf(KernelIr kernel)
    {
        return kernel.Sweeps
            .SelectMany((s, i) => Suffixes(s, FormattableString.Invariant($"{i + 1}")))
            .SelectMany(suffix => OfOneSweep.Select(m => m + suffix));

        string[] Suffixes(SweepIr sweep, string number) =>
            kernel.Sweeps.Count == 1 ? [""]
            : sweep.Cached is null ? [number]
            : [number, number + KernelSweep.CachedSuffix];
    }
}
