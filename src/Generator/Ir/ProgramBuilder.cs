using System;
using System.Collections.Generic;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>
/// Appends instructions to a program, and returns their positions. Equal instructions are appended once, so that common subexpressions
/// are shared. Rates are inferred on the way.
/// </summary>
internal sealed class ProgramBuilder
{
    private readonly List<Instruction> _instructions = [];
    private readonly Dictionary<Instruction, int> _positions = [];

    public Instruction this[int position] => _instructions[position];

    /// <summary>Appends an input of a region.</summary>
    public int Input(int index, Rate rate, string name) =>
        Add(new(Op.Input, rate == Rate.Tensor ? ScalarType.Double : ScalarType.Element, rate, -1, -1, -1, Payload.From(index), null), name);

    public int Parameter(string name) => Add(new(Op.Parameter, ScalarType.Element, Rate.Varying, -1, -1, -1, default, null), name);

    public int Gradient(string name) => Add(new(Op.Gradient, ScalarType.Element, Rate.Varying, -1, -1, -1, default, null), name);

    /// <summary>Appends the parameter as the rule has left it, with which a stage after the rule begins.</summary>
    public int Updated(string name) => Add(new(Op.Updated, ScalarType.Element, Rate.Varying, -1, -1, -1, default, null), name);

    public int State(int index, Rate rate, string name) =>
        Add(new(Op.State, rate == Rate.Tensor ? ScalarType.Double : ScalarType.Element, rate, -1, -1, -1, Payload.From(index), null), name);

    public int Step(string name) => Add(new(Op.Step, ScalarType.Long, Rate.Uniform, -1, -1, -1, default, null), name);

    /// <summary>Appends the factor on every gradient of a guarded model.</summary>
    public int GradientScale() => Add(new(Op.GradientScale, ScalarType.Double, Rate.Uniform, -1, -1, -1, default, null), "gradientScale");

    public int Hyperparameter(int index, ScalarType type, string name) =>
        Add(new(Op.Hyperparameter, type, Rate.Uniform, -1, -1, -1, Payload.From(index), null), name);

    /// <summary>Appends a constant. The bits of an Element are the bits of a double.</summary>
    public int Constant(ScalarType type, long bits) => Add(new(Op.Constant, type, Rate.Constant, -1, -1, -1, new(bits), null), null);

    public int Number(ScalarType type, double value) => Constant(type, BitConverter.DoubleToInt64Bits(value));

    public int Truth(bool value) => Constant(ScalarType.Bool, value ? 1 : 0);

    /// <summary>Appends the number of elements in the parameter, in a row or in a column.</summary>
    public int Count(Rate of) => Add(
        new(Op.Count, ScalarType.Long, Rate.Tensor, -1, -1, -1, Payload.From(of), null),
        of switch { Rate.Row => "columns", Rate.Column => "rows", _ => "count" });

    /// <summary>Appends the condition that the parameter is a matrix.</summary>
    public int IsMatrix() => Add(new(Op.IsMatrix, ScalarType.Bool, Rate.Tensor, -1, -1, -1, default, null), "isMatrix");

    /// <summary>Appends a reduction. The rate of the result says whether the parameter, each row or each column is reduced.</summary>
    public int Reduction(Op op, Rate rate, int operand) =>
        Add(new(op, rate == Rate.Tensor ? ScalarType.Double : ScalarType.Element, rate, operand, -1, -1, default, null), null);

    /// <summary>Appends a random number for each element.</summary>
    public int Draw(Op op, Draw draw) => Add(new(op, ScalarType.Element, Rate.Varying, -1, -1, -1, Payload.From(draw), null), null);

    /// <summary>Returns true if the program has a draw already, of whatever distribution.</summary>
    public bool HasDrawn(Draw draw) => _instructions.Exists(i => i.IsDraw && i.Payload.Draw == draw);

    /// <summary>Appends an operation. Its type and rate follow from its operands.</summary>
    public int Operation(Op op, int a, int b = -1, int c = -1)
    {
        ScalarType type = OpTable.Shape(op) switch
        {
            OpShape.Comparison or OpShape.Logic => ScalarType.Bool,
            OpShape.Choice => _instructions[b].Type,
            OpShape.Conversion => op == Op.ToElement ? ScalarType.Element : ScalarType.Double,
            _ => _instructions[a].Type,
        };
        Rate rate = Rates.Join(RateOf(a), Rates.Join(RateOf(b), RateOf(c)));
        return Add(new(op, type, rate, a, b, c, default, null), null);
    }

    /// <summary>Appends an instruction of another program whose operands have been mapped to this program.</summary>
    public int Copy(Instruction mapped)
    {
        int position = mapped.Op == Op.Constant || mapped.IsInput
            ? Add(mapped with { Name = null }, mapped.Name)
            : mapped.IsDraw ? Draw(mapped.Op, mapped.Payload.Draw)
            : mapped.IsReduction ? Reduction(mapped.Op, mapped.Rate, mapped.A)
            : Operation(mapped.Op, mapped.A, mapped.B, mapped.C);
        return Named(position, mapped.Name);
    }

    /// <summary>
    /// Names a value after the variable of the rule that holds the value. The first name stays; inputs and constants keep their own names.
    /// </summary>
    public int Named(int position, string? name)
    {
        Instruction instruction = _instructions[position];
        if (name is not null && instruction.Name is null && !instruction.IsInput)
            _instructions[position] = instruction with { Name = name };
        return position;
    }

    public EquatableArray<Instruction> ToInstructions() => _instructions.ToEquatableArray();

    private Rate RateOf(int operand) => operand < 0 ? Rate.Constant : _instructions[operand].Rate;

    private int Add(Instruction key, string? name)
    {
        if (!_positions.TryGetValue(key, out int position))
        {
            position = _instructions.Count;
            _positions.Add(key, position);
            _instructions.Add(key with { Name = name });
        }

        return position;
    }
}
