using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>
/// An update rule: its hyperparameters and state, and a flat list in which every value is computed once, after its operands
/// (static single assignment). Equal by value. Made by a <see cref="ProgramBuilder"/>.
/// </summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Source">The paper, where the rule names one.</param>
/// <param name="Element">What the element type stands for.</param>
/// <param name="Hyperparameters">In the order of the rule's parameters.</param>
/// <param name="States">In the order of the rule's parameters.</param>
/// <param name="Instructions">The values.</param>
/// <param name="ParameterOut">The value that the parameter has after the step; in a transform, the one that the gradient has.</param>
/// <param name="Requirements">What must hold of the hyperparameters together.</param>
/// <param name="Kind">Whether it is a rule, or a stage around one.</param>
internal sealed record Program(
    string Name,
    string? Source,
    ElementType Element,
    EquatableArray<Hyperparameter> Hyperparameters,
    EquatableArray<StateSlot> States,
    EquatableArray<Instruction> Instructions,
    int ParameterOut,
    EquatableArray<Requirement> Requirements,
    ProgramKind Kind = ProgramKind.Rule)
{
    /// <summary>True if anything is computed for a parameter as a whole. If not, its elements have nothing to do with each other.</summary>
    public bool IsMeasured => Instructions.Any(i => i.Rate is Rate.Tensor or Rate.Row or Rate.Column);
}

/// <summary>What is written in the language of rules.</summary>
internal enum ProgramKind : byte
{
    /// <summary>An update rule.</summary>
    Rule,

    /// <summary>What becomes of a gradient before the rule sees it.</summary>
    Transform,

    /// <summary>What is kept of a parameter after the rule.</summary>
    Average,
}

/// <summary>A number that the user of a rule may choose.</summary>
/// <param name="Name">Its name in the rule, in camelCase.</param>
/// <param name="Type">Double, Long or Bool.</param>
/// <param name="Default">The bits of the value it has where nothing else is said.</param>
/// <param name="Range">The values it may have.</param>
/// <param name="Message">What to say of others.</param>
internal sealed record Hyperparameter(string Name, ScalarType Type, long Default, Interval Range, string Message)
{
    /// <summary>The one hyperparameter that changes at run time.</summary>
    public const string LearningRateName = "learningRate";

    public bool IsLearningRate => Name == LearningRateName;

    /// <summary>The values that a class can set: those of the range; of a learning rate, only finite ones of at least 0.</summary>
    public Interval Allowed => IsLearningRate ? Range.Intersect(Interval.NotNegative) : Range;
}

/// <summary>A value kept from step to step.</summary>
/// <param name="Name">Its name in the rule, in camelCase.</param>
/// <param name="Rate">What there is one value for: Varying for every element, Row, Column, or Tensor for the whole parameter.</param>
/// <param name="Initial">The bits of its value before the first step.</param>
/// <param name="InitialFrom">The hyperparameter that gives the initial value instead, or -1.</param>
/// <param name="Out">The value that it has after the step.</param>
internal sealed record StateSlot(string Name, Rate Rate, long Initial, int InitialFrom, int Out)
{
    /// <summary>One value for a whole parameter is a double, as what is computed from reductions is.</summary>
    public ScalarType Type => Rate == Rate.Tensor ? ScalarType.Double : ScalarType.Element;
}

/// <summary>A condition on hyperparameters and what to say where it does not hold.</summary>
internal sealed record Requirement(int Condition, string Message);
