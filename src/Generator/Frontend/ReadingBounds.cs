namespace FusedOpt.Generator.Frontend;

/// <summary>
/// Bounds on the size of a rule, which its statements, expressions and the methods that it calls share: a stack that overflows ends the whole compiler, and
/// methods that call one another twice each have no end that anyone would wait for.
/// </summary>
internal sealed class ReadingBounds
{
    // Deeper than anyone writes, and shallow enough for the stack of any thread.
    private const int DeepestNesting = 200;

    // Each is read anew.
    private const int MostCalls = 10_000;

    private int _depth;
    private int _calls;

    /// <summary>Enters a statement or expression; false if it is nested too deep, and not entered.</summary>
    public bool TryEnter()
    {
        if (_depth >= DeepestNesting)
            return false;
        _depth++;
        return true;
    }

    /// <summary>Leaves what was entered last.</summary>
    public void Leave() => _depth--;

    /// <summary>Counts a call of a method of the rule; false if there are too many.</summary>
    public bool TryCall() => ++_calls <= MostCalls;
}
