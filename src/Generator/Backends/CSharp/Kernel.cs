using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>A program for one element type, with the names that its generated class uses.</summary>
internal sealed class Kernel
{
    // Each doubles the machine code of the loops; further ones are asked element by element.
    private const int MostConditions = 3;

    // Names that the generated methods use themselves.
    private static readonly string[] Reserved =
        ["i", "length", "uniforms", "Run", "Math", "MathF", "RuleMath", "Uniforms", "Update", "Loop", "True", "False", Dialect.Lanes.Type];

    private readonly HashSet<string> _fields = new(StringComparer.Ordinal) { "Uniforms" };

    public Kernel(Program program)
    {
        Program = program;
        ElementKeyword = program.Element == ElementType.Single ? "float" : "double";
        ClassName = program.Name + Identifiers.Pascal(ElementKeyword);
        StepName = InputName(Op.Step);
        LearningRateName = InputName(Op.Hyperparameter);

        Taken = new HashSet<string>(Reserved, StringComparer.Ordinal);
        Parameter = Variable(program.Instructions.FirstOrDefault(i => i.Op == Op.Parameter).Name ?? "parameter");
        Gradient = Variable(program.Instructions.FirstOrDefault(i => i.Op == Op.Gradient).Name ?? "gradient");
        KernelState[] states = [.. program.States.Select((s, i) => new KernelState(Variable(s.Name), i, s.Out, PerField: s.Type == ScalarType.Double))];
        States = [.. states.Where(s => !s.PerField)];
        FieldStates = [.. states.Where(s => s.PerField)];
        Uniforms = [.. Boundary().Select(Uniform)];
        Conditions = [.. Uniforms.Where(u => u.Type == "bool").Take(MostConditions)];
        Arguments = [.. Uniforms.Except(Conditions)];
        Streams =
        [
            new(Parameter, Identifiers.Unique(Parameter + "Ref", Taken), IsWritten: true),
            new(Gradient, Identifiers.Unique(Gradient + "Ref", Taken), IsWritten: false),
            .. States.Select(s => new Stream(s.Name, Identifiers.Unique(s.Name + "Ref", Taken), IsWritten: true)),
        ];
    }

    public Program Program { get; }

    /// <summary><c>float</c> or <c>double</c>.</summary>
    public string ElementKeyword { get; }

    public string ClassName { get; }

    public string Parameter { get; }

    public string Gradient { get; }

    /// <summary>The states with a value for every element.</summary>
    public IReadOnlyList<KernelState> States { get; }

    /// <summary>The states with one value for the whole field: part of the uniforms.</summary>
    public IReadOnlyList<KernelState> FieldStates { get; }

    /// <summary>What is computed once per step and used for every element.</summary>
    public IReadOnlyList<Uniform> Uniforms { get; }

    /// <summary>Those that decide a branch: the loops are compiled for either answer.</summary>
    public IReadOnlyList<Uniform> Conditions { get; }

    /// <summary>The others, which the loops take as arguments.</summary>
    public IReadOnlyList<Uniform> Arguments { get; }

    /// <summary>The rule's names for the step and the learning rate; null for what it does not use.</summary>
    public string? StepName { get; }

    public string? LearningRateName { get; }

    /// <summary>The names that are taken in the methods of the class.</summary>
    public ISet<string> Taken { get; }

    /// <summary>What goes through the kernel: the parameter, its gradient, its states.</summary>
    public IReadOnlyList<Stream> Streams { get; }

    /// <summary>The values that the parameter and its states have after the step.</summary>
    public IEnumerable<(string Name, int Out)> Outputs =>
        States.Select(s => (s.Name, s.Out)).Prepend((Parameter, Program.ParameterOut));

    /// <summary>Where an input stands in the program, or -1 where it is not used.</summary>
    public int InputPosition(Op op, int index = 0) => Program.Instructions.ToList().FindIndex(i => i.Op == op && i.Payload == index);

    private string Variable(string name) => Identifiers.Unique(Identifiers.Escape(name), Taken);

    private string? InputName(Op op) =>
        Program.Instructions.Where(i => i.Op == op).Select(i => Identifiers.Escape(i.Name!)).FirstOrDefault();

    // The values that change once per step and that a value which changes by element is computed from.
    private SortedSet<int> Boundary()
    {
        var boundary = new SortedSet<int>();
        foreach (Instruction varying in Program.Instructions.Where(i => i.Rate == Rate.Varying))
            boundary.UnionWith(varying.Operands.Where(IsUniform));
        boundary.UnionWith(Outputs.Select(o => o.Out).Where(IsUniform));
        return boundary;
    }

    // A constant that could not be folded, such as a power, is computed at run time as well.
    private bool IsUniform(int position) => Program.Instructions[position] is { Rate: not Rate.Varying, IsConstant: false };

    private Uniform Uniform(int position)
    {
        Instruction instruction = Program.Instructions[position];
        string name = instruction.Name ?? (instruction.Op == Op.ToElement ? Program.Instructions[instruction.A].Name : null) ?? "uniform";
        string type = instruction.Type == ScalarType.Bool ? "bool" : ElementKeyword;
        string pascal = Identifiers.Pascal(name);
        return new(position, type, Variable(Identifiers.Camel(name)), Identifiers.Unique(Identifiers.Escape(pascal), _fields), Identifiers.Unique("T" + pascal, Taken));
    }
}

/// <summary>A state as a kernel sees it.</summary>
/// <param name="Name">The variable that holds it.</param>
/// <param name="Index">Its number among the program's states.</param>
/// <param name="Out">The value that it has after the step.</param>
/// <param name="PerField">Whether there is one value for the whole field.</param>
internal sealed record KernelState(string Name, int Index, int Out, bool PerField);

/// <summary>Something that a kernel walks along, element by element.</summary>
/// <param name="Name">The variable that holds the element at hand.</param>
/// <param name="Reference">The variable that refers to the first.</param>
/// <param name="IsWritten">Whether the step changes it.</param>
internal sealed record Stream(string Name, string Reference, bool IsWritten);

/// <summary>A value that is computed once per step and used for every element.</summary>
/// <param name="Position">Where it stands in the program.</param>
/// <param name="Type">Its type in C#.</param>
/// <param name="Name">Its name as an argument.</param>
/// <param name="Field">Its name as a field.</param>
/// <param name="TypeParameter">Its name as a type parameter, where it is a condition.</param>
internal sealed record Uniform(int Position, string Type, string Name, string Field, string TypeParameter);
