using System;

namespace FusedOpt.Generator.Ir;

/// <summary>The part of an instruction that is no operand. The operation says which of the properties holds.</summary>
/// <param name="Bits">The value as 64 bits: of a constant, its own bits, and those of a double for Element, so that -0 is not 0.</param>
internal readonly record struct Payload(long Bits)
{
    /// <summary>The number of a state or a hyperparameter.</summary>
    public int Index => (int)Bits;

    /// <summary>The rate of what is counted.</summary>
    public Rate Rate => (Rate)Bits;

    /// <summary>The random number that is drawn.</summary>
    public Draw Draw => Draw.FromNumber(Bits);

    /// <summary>The value of a constant of type Element or Double.</summary>
    public double Number => BitConverter.Int64BitsToDouble(Bits);

    /// <summary>The value of a constant of type Bool.</summary>
    public bool Truth => Bits != 0;

    /// <summary>Returns the payload of a state or a hyperparameter.</summary>
    public static Payload From(int index) => new(index);

    /// <summary>Returns the payload of a count.</summary>
    public static Payload From(Rate rate) => new((long)rate);

    /// <summary>Returns the payload of a draw.</summary>
    public static Payload From(Draw draw) => new(draw.ToNumber());
}
