using System.Text.RegularExpressions;
using FusedOpt.Compiler.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Architecture;

/// <summary>The names of tests have one style: a sentence in one word.</summary>
public partial class TestNameTests
{
    [Fact]
    public void NoTestIsNamedWithUnderscores() =>
        Assert.All(Repository.Sources("tests"), source => Assert.Empty(Underscored(source.Code)));

    [Theory]
    [InlineData("    public void A_sentence()", true)]
    [InlineData("    public async Task A_sentence()", true)]
    [InlineData("    public static void ASentence()", false)]
    [InlineData("    private int _field;", false)]
    public void OneWouldBeSeen(string code, bool isSeen) => Assert.Equal(isSeen, Underscored(code).Count > 0);

    private static MatchCollection Underscored(string code) => Method().Matches(code);

    [GeneratedRegex(@"^ *public (?:async |static )*(?:void|Task) \w*_\w*\(", RegexOptions.Multiline)]
    private static partial Regex Method();
}
