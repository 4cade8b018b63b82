using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>
/// An update rule, a stage or a region: its hyperparameters and state, or its inputs and outputs, and a flat list of values in static
/// single assignment form. Every value is computed once, after its operands. Programs are equal by value; a <see cref="ProgramBuilder"/>
/// makes them.
/// </summary>
/// <param name="Name">The name of the rule, stage or region.</param>
/// <param name="Source">The paper that the rule names; null if none.</param>
/// <param name="Element">The type that <see cref="ScalarType.Element"/> stands for.</param>
/// <param name="Hyperparameters">The hyperparameters, in the order of the rule's parameters.</param>
/// <param name="States">The states, in the order of the rule's parameters.</param>
/// <param name="Instructions">The values.</param>
/// <param name="ParameterOut">
/// The value that the parameter has after the step; in a transform, the value that the gradient has; in a region, -1.
/// </param>
/// <param name="Requirements">The conditions that the hyperparameters must fulfil together.</param>
/// <param name="Kind">The kind: a rule, a stage around one, or a region.</param>
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
    /// <summary>The inputs of a region, in order; a rule or a stage has none.</summary>
    public EquatableArray<InputSlot> Inputs { get; init; } = EquatableArray<InputSlot>.Empty;

    /// <summary>The outputs of a region, in order; a rule or a stage has none.</summary>
    public EquatableArray<OutputSlot> Outputs { get; init; } = EquatableArray<OutputSlot>.Empty;

    /// <summary>The positions of the values that are results: nothing else has to be computed.</summary>
    public IEnumerable<int> Results => States.Select(s => s.Out)
        .Concat(Requirements.Select(r => r.Condition))
        .Concat(Outputs.Select(o => o.Value))
        .Concat(ParameterOut < 0 ? [] : [ParameterOut]);

    /// <summary>True if anything is computed for a parameter as a whole. If false, elements do not depend on each other.</summary>
    public bool IsMeasured => Instructions.Any(i => i.Rate is Rate.Tensor or Rate.Row or Rate.Column);

    /// <summary>Returns true if a state has another value after the step.</summary>
    public bool Changes(int state) => !IsInputOf(state, Instructions[States[state].Out]);

    /// <summary>Returns the position of the instruction that reads a state; -1 if none does.</summary>
    public int InputOf(int state)
    {
        for (int i = 0; i < Instructions.Count; i++)
        {
            if (IsInputOf(state, Instructions[i]))
                return i;
        }

        return -1;
    }

    /// <summary>Returns the program with other instructions.</summary>
    /// <param name="instructions">The instructions.</param>
    /// <param name="map">The new position of each old one that is a result.</param>
    public Program With(EquatableArray<Instruction> instructions, int[] map) => this with
    {
        Instructions = instructions,
        ParameterOut = ParameterOut < 0 ? -1 : map[ParameterOut],
        States = States.Select(s => s with { Out = map[s.Out] }),
        Requirements = Requirements.Select(r => r with { Condition = map[r.Condition] }),
        Outputs = Outputs.Select(o => o with { Value = map[o.Value] }),
    };

    private static bool IsInputOf(int state, Instruction instruction) => instruction.Op == Op.State && instruction.Payload.Index == state;
}

/// <summary>The kinds of program that are written in the language of rules.</summary>
internal enum ProgramKind : byte
{
    /// <summary>An update rule.</summary>
    Rule,

    /// <summary>A stage before the rule: it makes the gradient that the rule reads.</summary>
    Transform,

    /// <summary>A stage after the rule: it keeps an average of the parameter.</summary>
    Average,

    /// <summary>A part of a loss: values of a matrix, of its rows and of its columns, from others.</summary>
    Region,
}

/// <summary>A number that the user of a rule may choose.</summary>
/// <param name="Name">The name in the rule, in camelCase.</param>
/// <param name="Type">Double, Long or Bool.</param>
/// <param name="Default">The bits of the default value.</param>
/// <param name="Range">The values that are allowed.</param>
/// <param name="Message">The message about values out of range.</param>
internal sealed record Hyperparameter(string Name, ScalarType Type, long Default, Interval Range, string Message)
{
    /// <summary>The name of the one hyperparameter that changes at run time.</summary>
    public const string LearningRateName = "learningRate";

    public bool IsLearningRate => Name == LearningRateName;

    /// <summary>The values that a class can set: the range, and for a learning rate only its finite numbers from 0 on.</summary>
    public Interval Allowed => IsLearningRate ? Range.Intersect(Interval.NotNegative) : Range;
}

/// <summary>A state: a value that is kept from step to step.</summary>
/// <param name="Name">The name in the rule, in camelCase.</param>
/// <param name="Rate">The rate: Varying for a value of every element, Row, Column, or Tensor for one value of the whole parameter.</param>
/// <param name="Initial">The bits of the value before the first step.</param>
/// <param name="InitialFrom">The number of the hyperparameter that gives the initial value instead; -1 if none.</param>
/// <param name="Out">The value that the state has after the step.</param>
internal sealed record StateSlot(string Name, Rate Rate, long Initial, int InitialFrom, int Out)
{
    /// <summary>The type of the values. One value for a whole parameter is a double, as reductions are.</summary>
    public ScalarType Type => Rate == Rate.Tensor ? ScalarType.Double : ScalarType.Element;
}

/// <summary>An input of a region.</summary>
/// <param name="Name">The name, in camelCase.</param>
/// <param name="Rate">The rate: Varying for a value of every element, Row, Column, or Tensor for one value.</param>
internal sealed record InputSlot(string Name, Rate Rate);

/// <summary>An output of a region.</summary>
/// <param name="Name">The name, in camelCase.</param>
/// <param name="Rate">The rate, as for an input: at least that of the value.</param>
/// <param name="Value">The position of the value: a double at rate Tensor, as a state is, and else an element.</param>
internal sealed record OutputSlot(string Name, Rate Rate, int Value);

/// <summary>A condition on hyperparameters.</summary>
/// <param name="Condition">The value that must be true.</param>
/// <param name="Message">The message about hyperparameters that do not fulfil the condition.</param>
internal sealed record Requirement(int Condition, string Message);
