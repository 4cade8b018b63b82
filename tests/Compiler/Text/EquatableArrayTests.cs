using System.Linq;
using FusedOpt.Generator.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Text;

public class EquatableArrayTests
{
    private static EquatableArray<string> Of(params string[] items) => items.ToEquatableArray();

    [Fact]
    public void EqualElementsMakeEqualArraysWithEqualHashes()
    {
        EquatableArray<string> left = Of("a", "b"), right = Of("a", "b");
        Assert.True(left.Equals(right));
        Assert.True(left.Equals((object)right));
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    [Fact]
    public void AnythingElseMakesAnother()
    {
        EquatableArray<string> array = Of("a", "b");
        Assert.False(array.Equals(Of("a")));
        Assert.False(array.Equals(Of("a", "b", "c")));
        Assert.False(array.Equals(Of("b", "a")));
        Assert.False(array.Equals(Of("a", "B")));
        Assert.False(array.Equals((object)"ab"));
        Assert.NotEqual(array.GetHashCode(), Of("b", "a").GetHashCode());
    }

    [Fact]
    public void ElementsAreComparedByValueAllTheWayDown() =>
        Assert.Equal(new[] { Of("a"), Of() }.ToEquatableArray(), new[] { Of("a"), Of() }.ToEquatableArray());

    [Fact]
    public void TheDefaultIsTheEmptyArray()
    {
        EquatableArray<string> none = default;
        Assert.True(none.Equals(EquatableArray<string>.Empty));
        Assert.Equal(none.GetHashCode(), EquatableArray<string>.Empty.GetHashCode());
        Assert.Empty(none);
        Assert.Empty(none.Select(s => s));
    }

    [Fact]
    public void ItIsAListAndKeepsItsOwnCopy()
    {
        string[] items = ["a", "b"];
        EquatableArray<string> array = items.ToEquatableArray();
        items[0] = "c";
        Assert.Equal(["a", "b"], array);
        Assert.Equal("b", array[1]);
        Assert.Equal([1, 1], array.Select(s => s.Length).ToArray());
    }
}
