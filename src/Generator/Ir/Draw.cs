namespace FusedOpt.Generator.Ir;

/// <summary>The identity of a draw, which gives each element a random number: the rule or stage that draws, and a number in it.</summary>
/// <param name="Stage">0 for a rule, and for a stage by itself; in a composed rule, the stages around the rule count from 1.</param>
/// <param name="Number">The number of the draw within its rule or stage, from 0.</param>
internal readonly record struct Draw(int Stage, int Number)
{
    /// <summary>The greatest number of draws in a rule or stage.</summary>
    public const int Most = 256;

    /// <summary>Returns the draw as one number, as programs are printed.</summary>
    public long ToNumber() => (long)Stage * Most + Number;

    /// <summary>Returns the draw that a number stands for.</summary>
    public static Draw FromNumber(long number) => new((int)(number / Most), (int)(number % Most));
}
