namespace FusedOpt.Generator.Ir;

/// <summary>Which random number of an element: the payload of a draw as the machine numbers them.</summary>
/// <param name="Stage">0 for a rule, and for a stage that is by itself; in a whole, those around the rule count from 1.</param>
/// <param name="Number">Which of the stage's own.</param>
internal readonly record struct Draw(int Stage, int Number)
{
    /// <summary>How many a stage may have.</summary>
    public const int Most = 256;

    public long Payload => (long)Stage * Most + Number;

    public static Draw FromPayload(long payload) => new((int)(payload / Most), (int)(payload % Most));
}
