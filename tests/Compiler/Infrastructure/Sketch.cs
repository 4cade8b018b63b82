using System;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>Programs of a line or two, built to show one thing.</summary>
internal sealed class Sketch
{
    public static readonly Hyperparameter LearningRate = Number("learningRate", 0.001);

    public ProgramBuilder Builder { get; } = new();

    public int X => Builder.Parameter("x");

    public int Y => Builder.Gradient("y");

    public int P => Compare(Op.Less, X, Y);

    public int Constant(double value) => Builder.Number(ScalarType.Element, value);

    public int Whole(long value) => Builder.Constant(ScalarType.Long, value);

    public int Step => Builder.Step("step");

    public int Do(Op op, int a, int b = -1, int c = -1) => Builder.Operation(op, a, b, c);

    public int Compare(Op op, int a, int b) => Builder.Operation(op, a, b);

    public int Hyper(int index, ScalarType type = ScalarType.Double, string name = "h") => Builder.Hyperparameter(index, type, name);

    /// <summary>A program whose parameter becomes what the function builds. The learning rate is hyperparameter 0.</summary>
    public static Program Of(Func<Sketch, int> parameter, ElementType element = ElementType.Any, Hyperparameter[]? hyperparameters = null)
    {
        var sketch = new Sketch();
        int parameterOut = parameter(sketch);
        Hyperparameter[] all = [LearningRate, .. hyperparameters ?? []];
        return new(
            "Sketch", null, element, all.ToEquatableArray(), EquatableArray<StateSlot>.Empty, sketch.Builder.ToInstructions(), parameterOut,
            EquatableArray<Requirement>.Empty);
    }

    public static Hyperparameter Number(string name, double value) =>
        new(name, ScalarType.Double, Bits.Of(value), Interval.All, "Invalid " + name);

    public static Hyperparameter Truth(string name, bool value) =>
        new(name, ScalarType.Bool, value ? 1 : 0, Interval.All, "Invalid " + name);

    public static EquatableArray<long> Defaults(Program program) => program.Hyperparameters.Select(h => h.Default);
}
