namespace FusedOpt.Generator.Frontend;

/// <summary>Bounds on the size of a rule, which its statements, its expressions and the methods that it calls share.</summary>
/// <remarks>
/// A stack that overflows ends the whole compiler. Methods that call one another twice each would take longer than anyone would wait.
/// </remarks>
internal sealed class ReadingBounds
{
    // The bound is deeper than anyone writes, and shallow enough for the stack of any thread.
    private const int DeepestNesting = 200;

    // Each call is read anew.
    private const int MostCalls = 10_000;

    private int _depth;
    private int _calls;

    /// <summary>Enters a statement or expression. Returns false, without entering, if the nesting is too deep.</summary>
    public bool TryEnter()
    {
        if (_depth >= DeepestNesting)
            return false;
        _depth++;
        return true;
    }

    /// <summary>Leaves the statement or expression that was entered last.</summary>
    public void Leave() => _depth--;

    /// <summary>Counts a call of a method of the rule. Returns false if there are too many calls.</summary>
    public bool TryCall() => ++_calls <= MostCalls;
}
