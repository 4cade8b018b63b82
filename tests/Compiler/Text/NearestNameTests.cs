using FusedOpt.Generator.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Text;

/// <summary>The name that a misspelt one was meant to be.</summary>
public class NearestNameTests
{
    private static readonly string[] Known = ["LearningRate", "Beta1", "Beta2", "Epsilon", "WeightDecay", "AmsGrad", "D"];

    [Theory]
    [InlineData("LearningRat", "LearningRate")]
    [InlineData("LaerningRate", "LearningRate")]
    [InlineData("learningRate", "LearningRate")]
    [InlineData("learning_rate", "LearningRate")]
    [InlineData("LearnRate", "LearningRate")]
    [InlineData("WeigthDecay", "WeightDecay")]
    [InlineData("Amsgrad", "AmsGrad")]
    [InlineData("beta_1", "Beta1")]
    [InlineData("lr", "LearningRate")]
    [InlineData("eps", "Epsilon")]
    [InlineData("d", "D")]
    public void AMisspeltNameIsFound(string name, string nearest) => Assert.Equal(nearest, NearestName.Find(name, Known));

    [Theory]
    [InlineData("Nesterov")]
    [InlineData("Beta")]
    [InlineData("Beta3")]
    [InlineData("E")]
    [InlineData("")]
    [InlineData("_")]
    [InlineData("Rate")]
    public void NoneIsNamedIfNoneOrSeveralAreNear(string name) => Assert.Null(NearestName.Find(name, Known));

    [Fact]
    public void AnAbbreviationNeedsItsName() => Assert.Null(NearestName.Find("lr", ["Momentum"]));

    [Fact]
    public void TheQuestionIsEmptyWithoutAName()
    {
        Assert.Equal("; did you mean 'Beta1'?", NearestName.Question("Beta1"));
        Assert.Empty(NearestName.Question(null));
    }
}
