// All that folium's time heatmap wants of jQuery.
window.$ = { extend: Object.assign };
