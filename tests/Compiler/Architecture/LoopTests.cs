using System;
using System.Linq;
using System.Text.RegularExpressions;
using FusedOpt.Compiler.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Architecture;

/// <summary>
/// No loop passes over the largest int: an array may end so close to it that its last element and a block have no sum. A loop whose index
/// is an int adds one, or the count of the elements that it has found to be left, unless its end is a constant.
/// </summary>
public partial class LoopTests
{
    [Theory]
    [InlineData("src/Runtime")]
    [InlineData("tests/Generator/Snapshots")]
    public void EveryStepStaysWithinAnInt(string folder)
    {
        (string Path, string Code)[] sources = [.. Repository.Sources(folder)];
        Assert.True(sources.Sum(s => Loop().Count(s.Code)) > 0);
        Assert.All(sources, source => Assert.Null(Fault(source.Code)));
    }

    [Theory]
    [InlineData("for (int i = 0; i < length; i++)", true)]
    [InlineData("for (int start = (int)first, count; start < (int)end; start += count)", true)]
    [InlineData("for (int i = 0; i < Page; i += Line.Size)", true)]
    [InlineData("for (nuint i = 0; i < length; i += Block.Length)", true)]
    [InlineData("for (int start = (int)first; start < (int)end; start += Block.Length)", false)]
    [InlineData("for (int i = 0; i < values.Length; i += 2)", false)]
    [InlineData("for (int start = 0, block = 0; start < source.Length; start += Length, block++)", false)]
    [InlineData("for (int block = 0, start = 0; start < source.Length; block++, start += Length)", false)]
    [InlineData("for (int at = 0; length - at >= 4; at += 4)", true)]
    public void OthersAreFound(string code, bool isFine) => Assert.Equal(isFine, Fault(code) is null);

    private static string? Fault(string code) => Loop().Matches(code)
        .Where(m => m.Groups["step"].Value is not ("count" or "1"))
        .FirstOrDefault(
            m => !Regex.IsMatch(m.Groups["condition"].Value, $@"^ {m.Groups["i"].Value} < [A-Z]\w*$|- {m.Groups["i"].Value}\b"))?.Value;

    [GeneratedRegex(@"for \(int (?:[^;]*, )?(?<i>\w+)(?: = [^;]*)?;(?<condition>[^;]*);[^;{}\n]*?\b\k<i> \+= (?<step>[\w.]+)")]
    private static partial Regex Loop();
}
