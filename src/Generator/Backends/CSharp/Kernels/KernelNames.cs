using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>What things are called in the methods of a kernel's class: the rule's own names, each but once.</summary>
/// <param name="kernel">The kernel as data.</param>
internal sealed class KernelNames(KernelIr kernel)
{
    /// <summary>Names that the generated methods use themselves.</summary>
    public static readonly IReadOnlyList<string> Reserved =
    [
        "i", "length", "start", "count", "first", "end", "alone", "row", "rows", "column", "columns", "uniforms", "context", "StepContext", "Math", "MathF", "RuleMath", "Update", "Dispatch", "Loop", "Body",
        "Block", "Sum", "Mean", "Norm", "Maximum", "ColumnReduction", "Scratch", "Intermediate", "GradientSum", "Halves", "PruneMask", "MemoryMarshal", "Vector128", "Vector256", "Vector512",
        "workShare", "WorkShare", "True", "False", Dialect.Vectors.Type, Kernel.ZeroCondition, Kernel.ZeroGradients,
    ];

    private static readonly string[] OfOneSweep = ["Sweep", "Dispatch", "Loop", "Body", "UpdateBlock"];

    private readonly Dictionary<int, (string Name, string TypeParameter)> _arguments = [];
    private readonly Dictionary<int, string> _reductions = [];

    /// <summary>The names that are taken.</summary>
    public ISet<string> Taken { get; } = new HashSet<string>(Reserved.Concat(MethodsOf(kernel)), StringComparer.Ordinal);

    /// <summary>Those of the methods, one set for each sweep.</summary>
    public IEnumerable<string> Methods => MethodsOf(kernel);

    /// <summary>A variable for all methods of the class.</summary>
    public string Variable(string name) => Identifiers.Unique(Identifiers.Escape(name), Taken);

    /// <summary>An array, or a part of one, under a name that nothing else has.</summary>
    public Stream Stream(string name)
    {
        string variable = Variable(name);
        return new(variable, Identifiers.Unique(variable + "Ref", Taken), variable);
    }

    /// <summary>What a value is called where it crosses from one rate to another.</summary>
    public string Describe(int position)
    {
        Instruction instruction = kernel.Program.Instructions[position];
        return instruction.Name ?? (instruction.Op == Op.ToElement ? kernel.Program.Instructions[instruction.A].Name : null) ?? "uniform";
    }

    /// <summary>The names of a value as an argument and, where it is a condition, as a type parameter: the same in every sweep.</summary>
    public (string Name, string TypeParameter) Argument(int position)
    {
        if (!_arguments.TryGetValue(position, out (string, string) names))
        {
            names = (Variable(Identifiers.Camel(Describe(position))), Identifiers.Unique("T" + Identifiers.Pascal(Describe(position)), Taken));
            _arguments.Add(position, names);
        }

        return names;
    }

    /// <summary>The name of what a reduction of the whole parameter gives.</summary>
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
        return instruction.Name ?? (instruction.IsReduction ? Identifiers.Camel(instruction.Rate.ToString()) + instruction.Op : Identifiers.Camel(instruction.Rate.ToString()));
    }

    private static IEnumerable<string> MethodsOf(KernelIr kernel) => kernel.Sweeps
        .SelectMany((s, i) => kernel.Sweeps.Count == 1 ? [""] : new[] { FormattableString.Invariant($"{i + 1}"), FormattableString.Invariant($"{i + 1}{KernelSweep.CachedSuffix}") }.Take(s.Cached is null ? 1 : 2))
        .SelectMany(suffix => OfOneSweep.Select(m => m + suffix));
}
