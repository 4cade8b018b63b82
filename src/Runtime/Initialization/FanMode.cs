namespace FusedOpt;

/// <summary>The fan of a matrix of weights that sets the size of the weights in Kaiming's initialization.</summary>
public enum FanMode
{
    /// <summary>The inputs of each unit: values keep their variance on the way forward.</summary>
    FanIn,

    /// <summary>The units that each input feeds: gradients keep their variance on the way back.</summary>
    FanOut,
}
