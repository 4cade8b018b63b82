namespace FusedOpt.Benchmarks.Contenders;

/// <summary>A number of streams that the JIT knows, so that there is a loop for each.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}

internal readonly struct Count0 : ICount
{
    public static int Value => 0;
}

internal readonly struct Count1 : ICount
{
    public static int Value => 1;
}

internal readonly struct Count2 : ICount
{
    public static int Value => 2;
}

internal readonly struct Count3 : ICount
{
    public static int Value => 3;
}

internal readonly struct Count4 : ICount
{
    public static int Value => 4;
}

internal readonly struct Count5 : ICount
{
    public static int Value => 5;
}
